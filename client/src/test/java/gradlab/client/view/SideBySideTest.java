package gradlab.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Samples;
import gradlab.client.view.SideBySide.Titled;
import gradlab.v1.GradientFlow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void linesAreTheDeeperNetworksLayersAndBarsShareOneAxis() {
    List<String> lines = print(100);
    assertThat(lines).hasSize(40);
    assertThat(lines.get(0)).matches("mean \\|g\\| +VGG_08 +VGG_38");
    assertThat(lines.get(1)).matches(" +1e-18 +1e-1 +1e-18 +1e-1");
    assertThat(lines.get(2)).matches("input_conv_conv_0 +4\\.100e-02  #+ +0");
    assertThat(lines.get(3)).matches("block_0_0_conv_0 +2\\.000e-18  #");
    assertThat(lines.get(39))
        .matches("weight_logit_linear_layer  1\\.050e-02  #+ +2\\.000e-04  #+");
    assertThat(lines).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(100));
    // The same value has the same bar on both sides.
    String[] bars = print(100, Samples.shallowFlow()).get(2).split(" {2,}");
    assertThat(bars[2]).isEqualTo(bars[4]).hasSizeGreaterThan(10);
  }

  @Test
  void threeFitOnATerminalOf100Columns() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var flow = Samples.deepFlow();
    new SideBySide(out, Glyphs.ASCII, 100)
        .print(
            List.of(
                new Titled("VGG_08", Samples.shallowFlow()),
                new Titled("VGG_38", flow),
                new Titled("VGG_38 bn_residual", flow)));
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.get(0)).matches("mean \\|g\\| +VGG_08 +VGG_38 +VGG_38 bn_residual");
    assertThat(lines).noneMatch(l -> l.contains("_bn_"));
    assertThat(lines).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void whatOnlyTheOtherNetworkHasComesLast() {
    var other = Samples.shallowFlow().toBuilder().addLayers(Samples.layer("extra", 1e-5)).build();
    assertThat(print(100, other, Samples.deepFlow())).last().asString().startsWith("extra ");
  }

  private static List<String> print(int width) {
    return print(width, Samples.shallowFlow(), Samples.deepFlow());
  }

  private static List<String> print(int width, GradientFlow both) {
    return print(width, both, both);
  }

  private static List<String> print(int width, GradientFlow left, GradientFlow right) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new SideBySide(out, Glyphs.ASCII, width)
        .print(List.of(new Titled("VGG_08", left), new Titled("VGG_38", right)));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
