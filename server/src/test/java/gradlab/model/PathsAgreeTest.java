package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.compute.PathChoice;
import gradlab.compute.onednn.OneDnn;
import gradlab.domain.DeepSupervision.Heads;
import gradlab.network.NetworkSpec;
import gradlab.network.blocks.BlocksUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Both compute paths give the same, for every block type and every layout that oneDNN chooses. */
@Tag("block")
class PathsAgreeTest {
  /** Relative L2 distance of two float32 calculations of the same thing. */
  private static final double NOISE = 2e-5;

  /**
   * One activation on the other side of LeakyReLU's kink changes a small network's gradients by up
   * to a hundredth. A slope of 1 has no kink.
   */
  private static double noiseOfGradients(NetworkSpec spec) {
    return spec.layers().activationSlope() == 1 ? 1e-4 : 3e-2;
  }

  @BeforeAll
  static void bothPathsAreHere() {
    String reason = OneDnn.unavailable().orElse("");
    org.junit.jupiter.api.Assumptions.assumeTrue(reason.isEmpty(), reason);
  }

  /** 32 filters: blocks of 16 channels where there is AVX-512. 8: of 8. 6: channels last. */
  static Stream<NetworkSpec> everyBlock() {
    return BlocksUnderTest.names().stream()
        .flatMap(
            block ->
                Stream.of(
                    NetworkSpec.of(block, 2, 1, 32, 10, 16),
                    NetworkSpec.of(block, 2, 2, 32, 10, 16)
                        .withActivationSlope(1)
                        .withSupervision(0.3),
                    NetworkSpec.of(block, 2, 2, 8, 10, 16)
                        .withActivationSlope(0.2)
                        .withGrowth(4)
                        .withSupervision(0.3),
                    NetworkSpec.of(block, 2, 1, 8, 10, 16).withActivationSlope(1),
                    NetworkSpec.of(block, 3, 1, 6, 5, 8)
                        .withActivationSlope(0)
                        .withGrowth(3)
                        .withSupervision(0.3),
                    NetworkSpec.of(block, 3, 1, 6, 5, 8).withActivationSlope(1).withGrowth(3),
                    NetworkSpec.of(block, 2, 1, 16, 5, 8)
                        .withActivationSlope(1)
                        .withKernel(5)
                        .withDropout(0.5)
                        .withSupervision(0.3, Heads.BLOCK),
                    NetworkSpec.of(block, 3, 1, 6, 5, 8)
                        .withActivationSlope(1)
                        .withKernel(7)
                        .withGrowth(3)
                        .withDropout(0.2),
                    // Without kink and padding a batch norm's true gradient is 0 in front of
                    // another.
                    NetworkSpec.of(block, 2, 1, 20, 5, 8).withActivationSlope(0.2).withKernel(1)));
  }

  private static NetworkLayer layer(NetworkSpec spec, PathChoice path) {
    var layer = Networks.layer(Networks.build(spec, new NoOp(), 0, 3, DataType.FLOAT));
    layer.choose(path);
    return layer;
  }

  @ParameterizedTest
  @MethodSource("everyBlock")
  void logitsGradientsAndStatistics(NetworkSpec spec) {
    var onednn = layer(spec, PathChoice.ONEDNN);
    var nd4j = layer(spec, PathChoice.ND4J);
    assertThat(onednn.path().name()).isEqualTo("onednn");
    // a short batch between full ones, as at the end of an epoch
    for (int batch : new int[] {6, 6, 5, 6}) {
      INDArray images = Nd4j.randn(DataType.FLOAT, batch, 3, spec.imageSize(), spec.imageSize());
      assertClose("logits", onednn.forward(images, true), nd4j.forward(images, true));
      INDArray diff = Nd4j.randn(DataType.FLOAT, batch, onednn.logits().size(1));
      onednn.path().backward(diff);
      nd4j.path().backward(diff);
      for (var p : onednn.declaration().parameters()) {
        if (p.trained()) {
          assertClose(
              p.name() + " gradient",
              onednn.gradientTable().get(p.name()),
              nd4j.gradientTable().get(p.name()),
              noiseOfGradients(spec));
        } else {
          assertClose(p.name(), onednn.getParam(p.name()), nd4j.getParam(p.name()));
        }
      }
      assertClose("evaluation", onednn.forward(images, false), nd4j.forward(images, false));
    }
  }

  @ParameterizedTest
  @MethodSource("everyBlock")
  void activations(NetworkSpec spec) {
    INDArray images = Nd4j.randn(DataType.FLOAT, 4, 3, spec.imageSize(), spec.imageSize());
    var ours = activations(layer(spec, PathChoice.ONEDNN), images);
    var theirs = activations(layer(spec, PathChoice.ND4J), images);
    assertThat(ours).hasSameSizeAs(theirs).isNotEmpty();
    for (int i = 0; i < ours.size(); i++) {
      assertClose("activation " + i, ours.get(i), theirs.get(i));
    }
  }

  private static List<INDArray> activations(NetworkLayer layer, INDArray images) {
    layer.forward(images, true);
    var all = new ArrayList<INDArray>();
    layer.path().visitActivations((name, a) -> all.add(a.dup('c')));
    return all;
  }

  private static void assertClose(String what, INDArray ours, INDArray theirs) {
    assertClose(what, ours, theirs, NOISE);
  }

  /** A gradient whose true value is 0 (a bias in front of a batch norm) has only noise. */
  private static void assertClose(String what, INDArray ours, INDArray theirs, double noise) {
    assertThat(ours.shape()).isEqualTo(theirs.shape());
    double norm = theirs.norm2Number().doubleValue();
    double distance = ours.distance2(theirs);
    assertThat(distance).as(what).isLessThanOrEqualTo(Math.max(noise * norm, 2e-4));
    assertThat(distance).as(what).isFinite();
  }

  /** What DL4J does with the parameters from outside reaches oneDNN's copies of them. */
  @Test
  void newParametersCountFromTheNextPassOn() {
    var spec = NetworkSpec.of("bn", 2, 1, 16, 10, 16);
    var layer = layer(spec, PathChoice.ONEDNN);
    INDArray images = Nd4j.randn(DataType.FLOAT, 3, 3, 16, 16);
    INDArray before = layer.forward(images, false).dup();
    layer.params().muli(0);
    assertThat(layer.forward(images, false).norm2Number().doubleValue()).isZero();
    var fresh = layer(spec, PathChoice.ONEDNN);
    layer.setParams(fresh.params());
    assertThat(layer.forward(images, false)).isEqualTo(before);
  }
}
