package gradlab.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradientFlowFigureTest {
  private static LayerGradient layer(String name, double meanAbs) {
    return new LayerGradient(name, meanAbs, meanAbs, meanAbs, 0, 0, 100);
  }

  private static FlowPanel panel(String title, String sentence, double... values) {
    var layers =
        IntStream.range(0, values.length)
            .mapToObj(i -> layer("block_0_" + i + "_conv_0", values[i]))
            .toList();
    return new FlowPanel(title, sentence, new GradientFlow(0, 475, true, layers, List.of()));
  }

  private static Drawn draw(FlowPanel... panels) throws Exception {
    return new Drawn(GradientFlowFigure.svg(List.of(panels)));
  }

  private static List<Double> heights(Drawn svg) {
    return svg.numbers("rect", "bar", "height");
  }

  @Test
  void aDecadeIsAsHighAnywhereAndInEveryPanel() throws Exception {
    var svg = draw(panel("a", "", 1e-2, 1e-4, 1e-6), panel("b", "", 1e-6, 1e-3));
    List<Double> h = heights(svg);
    assertThat(h).hasSize(5);
    assertThat(h.get(0) - h.get(1)).isEqualTo(h.get(1) - h.get(2), within());
    assertThat(h.get(3)).isEqualTo(h.get(2));
    assertThat(h.get(4)).isEqualTo((h.get(0) + h.get(1)) / 2, within());
    assertThat(h).allSatisfy(height -> assertThat(height).isPositive());
    assertThat(svg.texts("panel-title")).containsExactly("a", "b");
    assertThat(svg.texts("axis-label")).containsExactly("mean |gradient|");
    assertThat(svg.texts("decade")).containsExactly("1e-7", "1e-6", "1e-5", "1e-4", "1e-3", "1e-2");
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.02);
  }

  @Test
  void zeroIsMarkedAtTheFloorAndSoIsWhatIsNoNumber() throws Exception {
    var svg = draw(panel("a", "", 0, 1e-4, Double.NaN, 1e-30));
    List<Double> h = heights(svg);
    assertThat(h.get(0)).isZero();
    assertThat(h.get(2)).isZero();
    assertThat(svg.texts("mark")).containsExactly("0", "NaN");
    assertThat(svg.texts("decade")).contains("1e-20").doesNotContain("1e-30");
    assertThat(heights(draw(panel("a", "", 0, 0)))).hasSize(2);
  }

  @Test
  void seventyFiveLayersAreSideBySideWithoutOverlap() throws Exception {
    double[] values = IntStream.range(0, 75).mapToDouble(i -> Math.pow(10, -i / 5.0)).toArray();
    var svg = draw(panel("deep", "vanishing", values));
    List<Double> h = heights(svg);
    assertThat(h).hasSize(75).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    double[] names =
        svg.elements("text", "layer").stream()
            .mapToDouble(e -> Double.parseDouble(e.getAttribute("transform").split("[( ]")[1]))
            .toArray();
    for (int i = 1; i < names.length; i++) {
      assertThat(names[i] - names[i - 1]).isGreaterThan(12); // names are 10 pixels high
    }
    assertThat(names[74]).isLessThan(svg.width());
  }

  @Test
  void whatUsersTypeIsText() throws Exception {
    String evil = "<script>alert(\"1\")</script> & \u0000 größe";
    var svg = draw(panel(evil, evil, 1));
    assertThat(svg.texts("panel-title")).containsExactly(evil.replace('\u0000', '\uFFFD'));
    assertThat(svg.count("script")).isZero();
  }

  @Test
  void nothingToShowIsRefused() {
    assertThatThrownBy(() -> GradientFlowFigure.svg(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The picture as it was looked at; where a change is meant, look at the new one and keep it. */
  @Test
  void looksAsItWasLookedAt() throws IOException {
    var panels =
        List.of(
            courses("VGG_08", "healthy: the gradient falls by 0.2 decades", 9),
            courses("VGG_38", "vanishing: the gradient falls by more than 5 decades", 39));
    String svg = GradientFlowFigure.svg(panels);
    assertThat(svg).isEqualTo(Drawn.golden("gradient_flow.svg", svg));
  }

  /** Epoch 0 of the course's own figures. */
  private static FlowPanel courses(String network, String sentence, int layers) {
    var values =
        network.equals("VGG_08")
            ? new double[] {
              0.0413, 0.01795, 0.004624, 0.002996, 0.002377, 0.002879, 0.00221, 0.003197, 0.0105
            }
            : vgg38();
    assertThat(values).hasSize(layers);
    var all = new ArrayList<LayerGradient>();
    for (int i = 0; i < values.length; i++) {
      all.add(layer(names(network.equals("VGG_08") ? 0 : 5).get(i), values[i]));
    }
    return new FlowPanel(network, sentence, new GradientFlow(0, 475, true, all, List.of()));
  }

  private static double[] vgg38() {
    double[] lost = new double[25];
    double[] rest = {
      6.406e-11, 1.072e-10, 1.239e-10, 8.912e-11, 8.495e-11, 1.17e-10, 7.798e-11, 9.609e-11,
      8.355e-11, 7.102e-11, 8.216e-11, 1.368e-10, 4.543e-05, 0.0002025
    };
    double[] all = Arrays.copyOf(lost, lost.length + rest.length);
    System.arraycopy(rest, 0, all, lost.length, rest.length);
    return all;
  }

  private static List<String> names(int blocks) {
    var names = new ArrayList<>(List.of("input_conv_conv_0", "input_conv_bn_0"));
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block < blocks; block++) {
        names.add("block_" + stage + "_" + block + "_conv_0");
        names.add("block_" + stage + "_" + block + "_conv_1");
      }
      names.add("reduction_block_" + stage + "_conv_0");
      names.add("reduction_block_" + stage + "_conv_1");
    }
    names.add("weight_logit_linear_layer");
    return names;
  }
}
