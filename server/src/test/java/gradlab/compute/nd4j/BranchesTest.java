package gradlab.compute.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.model.Networks;
import gradlab.model.SoftmaxCrossEntropy;
import gradlab.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Imposed signs on a small network, in float64. */
class BranchesTest {
  private static final double STEP = 1e-6;
  private static final int BATCH = 2;

  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(0);
  private final INDArray images = images(new Random(7));
  private final INDArray labels = Nd4j.eye(4).castTo(DataType.DOUBLE).getRows(1, 3);

  @ParameterizedTest
  @ValueSource(strings = {"plain", "residual", "bn_residual", "dense"})
  void ownSignsChangeNothingAndAFlippedOneGivesThatPiecesGradient(String block) {
    var spec = NetworkSpec.of(block, 2, 1, 3, 4, 8).withActivationSlope(0.2).withGrowth(2);
    var layer = Networks.layer(Networks.build(spec, new NoOp(), 0, 1, DataType.DOUBLE));
    var path = (Nd4jPath) layer.path();
    var signs = new ArrayList<INDArray>();
    var inputs = new ArrayList<INDArray>();
    path.follow(
        x -> {
          inputs.add(x.dup());
          signs.add(x.gt(0).castTo(DataType.DOUBLE));
          return Optional.empty();
        });
    INDArray own = gradient(path, layer.getGradientsViewArray());

    path.follow(imposing(signs));
    assertThat(gradient(path, layer.getGradientsViewArray())).isEqualTo(own);

    int middle = signs.size() / 2;
    int largest = Nd4j.argMax(Transforms.abs(inputs.get(middle))).getInt(0);
    signs.get(middle).putScalar(largest, 1 - signs.get(middle).getDouble(largest));
    path.follow(imposing(signs));
    INDArray flipped = gradient(path, layer.getGradientsViewArray());
    assertThat(flipped.distance2(own)).isGreaterThan(1e-4);
    INDArray parameters = layer.params();
    for (long i = 0; i < parameters.length(); i += 13) {
      double numeric =
          (lossAt(path, signs, parameters, i, STEP) - lossAt(path, signs, parameters, i, -STEP))
              / (2 * STEP);
      assertThat(Math.abs(flipped.getDouble(i) - numeric))
          .as("%s, parameter %d: %g, finite difference %g", block, i, flipped.getDouble(i), numeric)
          .isLessThanOrEqualTo(1e-5 * Math.max(1e-2, Math.abs(numeric)));
    }

    path.follow(Branches.OWN);
    assertThat(gradient(path, layer.getGradientsViewArray())).isEqualTo(own);
  }

  private static INDArray images(Random random) {
    var pixels = new double[BATCH * 3 * 8 * 8];
    Arrays.setAll(pixels, i -> random.nextGaussian());
    return Nd4j.createFromArray(pixels).reshape(BATCH, 3, 8, 8);
  }

  /** Copies: the path keeps what it gets. */
  private static Branches imposing(List<INDArray> signs) {
    Iterator<INDArray> next = List.copyOf(signs).iterator();
    return x -> Optional.of(next.next().dup());
  }

  private INDArray gradient(Nd4jPath path, INDArray gradients) {
    INDArray logits = path.forward(images, true);
    path.backward(loss.computeGradient(labels, logits, null, null));
    return gradients.dup();
  }

  private double lossAt(
      Nd4jPath path, List<INDArray> signs, INDArray parameters, long i, double shift) {
    double before = parameters.getDouble(i);
    parameters.putScalar(i, before + shift);
    path.follow(imposing(signs));
    INDArray logits = path.forward(images, true);
    parameters.putScalar(i, before);
    return loss.computeScore(labels, logits, null, null, false);
  }
}
