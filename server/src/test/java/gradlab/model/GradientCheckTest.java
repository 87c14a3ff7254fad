package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.DeepSupervision.Heads;
import gradlab.network.NetworkSpec;
import gradlab.network.blocks.BlocksUnderTest;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Every block's gradients against finite differences in float64, companion heads included. */
@Tag("block")
class GradientCheckTest {
  private static final double STEP = 1e-6;
  private static final int BATCH = 3;

  static Stream<NetworkSpec> everyBlock() {
    return BlocksUnderTest.names().stream()
        .flatMap(
            block ->
                Stream.of(
                    NetworkSpec.of(block, 2, 1, 3, 4, 8).withGrowth(2),
                    NetworkSpec.of(block, 2, 2, 3, 4, 8)
                        .withActivationSlope(0.2)
                        .withGrowth(2)
                        .withSupervision(0.3),
                    NetworkSpec.of(block, 2, 1, 3, 4, 8)
                        .withKernel(5)
                        .withGrowth(2)
                        .withDropout(0.4)
                        .withInitScale(1.5)
                        .withSupervision(0.7, Heads.BLOCK)));
  }

  @ParameterizedTest
  @MethodSource("everyBlock")
  void gradientsAreFiniteDifferences(NetworkSpec spec) {
    var graph = Networks.build(spec, new NoOp(), 0, 1, DataType.DOUBLE);
    var layer = Networks.layer(graph);
    var random = new Random(7);
    INDArray images = random(random, BATCH, 3, spec.imageSize(), spec.imageSize());
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, BATCH, spec.classes());
    for (int n = 0; n < BATCH; n++) {
      labels.putScalar(n, random.nextInt(spec.classes()), 1);
    }
    var loss = new SoftmaxCrossEntropy(spec.auxiliaryWeight());
    INDArray logits = layer.path().forward(images, true);
    layer.path().backward(loss.computeGradient(labels, logits, null, null));
    INDArray gradients = layer.getGradientsViewArray().dup();
    INDArray parameters = layer.params();

    long at = 0;
    for (var p : layer.declaration().parameters()) {
      for (int probe = 0; p.trained() && probe < 3; probe++) {
        long i = at + random.nextInt((int) p.length());
        double numeric =
            (loss(graph, images, labels, parameters, i, STEP)
                    - loss(graph, images, labels, parameters, i, -STEP))
                / (2 * STEP);
        double ours = gradients.getDouble(i);
        assertThat(Math.abs(ours - numeric))
            .as("%s element %d: %g, finite difference %g", p.name(), i - at, ours, numeric)
            .isLessThanOrEqualTo(1e-5 * Math.max(1e-2, Math.abs(numeric)));
      }
      at += p.length();
    }
  }

  /** Sum over the batch, as DL4J's gradients are, in training mode. */
  private static double loss(
      ComputationGraph graph,
      INDArray images,
      INDArray labels,
      INDArray parameters,
      long index,
      double shift) {
    double before = parameters.getDouble(index);
    parameters.putScalar(index, before + shift);
    INDArray logits = Networks.layer(graph).path().forward(images, true);
    parameters.putScalar(index, before);
    double auxiliaryWeight = Networks.layer(graph).declaration().spec().auxiliaryWeight();
    return new SoftmaxCrossEntropy(auxiliaryWeight).computeScore(labels, logits, null, null, false);
  }

  private static INDArray random(Random random, long... shape) {
    INDArray array = Nd4j.create(DataType.DOUBLE, shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextGaussian());
    }
    return array;
  }
}
