package gradlab.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerActivation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SignalFigureTest {
  private static LayerActivation layer(String name, double rms, double spread) {
    return new LayerActivation(name, rms, 10 * rms, spread, OptionalDouble.of(0), 100);
  }

  private static FlowPanel panel(String title, LayerActivation... layers) {
    return new FlowPanel(
        title, "epoch 0", new GradientFlow(0, 475, true, List.of(), List.of(layers)));
  }

  private static Drawn draw(FlowPanel... panels) throws Exception {
    return new Drawn(SignalFigure.svg(List.of(panels)));
  }

  @Test
  void whatDiffersIsANarrowerBarWithinTheWhole() throws Exception {
    var svg =
        draw(
            panel("a", layer("x_conv_0", 1, 0.01), layer("logit_linear_layer", 1e-2, 1)),
            panel("b", layer("x_conv_0", 1e-4, 1)));
    List<Double> heights = svg.numbers("rect", "bar", "height");
    List<Double> widths = svg.numbers("rect", "bar", "width");
    assertThat(heights).hasSize(6);
    assertThat(heights.get(1)).isEqualTo(heights.get(2)); // 1 x 0.01 and 1e-2
    assertThat(heights.get(2)).isEqualTo(heights.get(3)); // a spread of 1
    assertThat(heights.get(0) - heights.get(1))
        .isEqualTo(heights.get(1) - heights.get(4), Offset.offset(0.02)); // two decades each
    assertThat(widths.get(1)).isLessThan(widths.get(0));
    assertThat(svg.texts("layer"))
        .containsExactly("x_conv_0", "logit_linear_layer", "x_conv_0"); // logits last
    assertThat(svg.texts("key"))
        .containsExactly("RMS", "RMS \u00d7 spread: what differs between images");
    assertThat(svg.texts("axis-label")).containsExactly("RMS of the activations");
  }

  @Test
  void nothingAndNoNumberAreMarkedOnceALayer() throws Exception {
    var svg =
        draw(
            panel(
                "a",
                layer("same_for_all", 0.5, 0),
                layer("dead", 0, 0),
                layer("nan", Double.NaN, Double.NaN),
                layer("huge", Double.POSITIVE_INFINITY, Double.NaN)));
    assertThat(svg.texts("mark")).containsExactly("0", "0", "NaN", "Infinity");
    assertThat(svg.numbers("rect", "bar", "height"))
        .allSatisfy(height -> assertThat(height).isNotNegative());
    assertThat(svg.texts("decade")).contains("1");
  }

  @Test
  void whatUsersTypeIsText() throws Exception {
    String evil = "<script>alert(\"1\")</script> & \u0007 größe";
    var svg = draw(panel(evil, layer(evil, 1, 1)));
    assertThat(svg.texts("panel-title")).containsExactly(evil.replace('\u0007', '\uFFFD'));
    assertThat(svg.count("script")).isZero();
    assertThatThrownBy(() -> SignalFigure.svg(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The picture as it was looked at; where a change is meant, look at the new one and keep it. */
  @Test
  void looksAsItWasLookedAt() throws Exception {
    var shallow = new ArrayList<LayerActivation>();
    var deep = new ArrayList<LayerActivation>();
    shallow.add(layer("input_conv_bn_0", 0.68, 0.84));
    deep.add(layer("input_conv_bn_0", 0.68, 0.84));
    double differs = 0.25;
    for (int stage = 0; stage < 3; stage++) {
      for (int conv = 0; conv < 10; conv++) {
        double rms = 0.3 * Math.pow(0.41, conv + 1);
        differs *= 0.41;
        deep.add(
            layer("block_%d_%d_conv_%d".formatted(stage, conv / 2, conv % 2), rms, differs / rms));
      }
      for (int conv = 0; conv < 2; conv++) {
        String name = "reduction_block_%d_conv_%d".formatted(stage, conv);
        shallow.add(layer(name, 0.4, 0.7 - 0.1 * stage));
        differs *= 0.41;
        deep.add(layer(name, 0.03, stage == 2 ? 0 : differs / 0.03));
      }
    }
    shallow.add(layer("logit_linear_layer", 1.3, 0.8));
    deep.add(layer("logit_linear_layer", 0.025, 1e-7));
    String svg =
        SignalFigure.svg(
            List.of(
                panel("VGG_08", shallow.toArray(LayerActivation[]::new)),
                panel("VGG_38", deep.toArray(LayerActivation[]::new))));
    assertThat(svg).isEqualTo(Drawn.golden("signal.svg", svg));
  }
}
