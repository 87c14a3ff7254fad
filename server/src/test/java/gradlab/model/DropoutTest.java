package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.compute.DropoutMask;
import gradlab.compute.PathChoice;
import gradlab.compute.onednn.OneDnn;
import gradlab.network.NetworkSpec;
import gradlab.network.Operation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class DropoutTest {
  private static final NetworkSpec WITHOUT = NetworkSpec.of("plain", 2, 1, 8, 5, 8);
  private static final NetworkSpec WITH = WITHOUT.withDropout(0.5);

  private final INDArray images = Nd4j.randn(DataType.FLOAT, 4, 3, 8, 8);

  @Test
  void aMaskZeroesItsShareAndScalesTheRest() {
    for (double share : new double[] {0.1, 0.5, 0.9}) {
      float[] mask = mask(7, new Operation.Dropout(3, 4, share));
      int zeroes = 0;
      for (float m : mask) {
        if (m == 0) {
          zeroes++;
        } else {
          assertThat(m).isEqualTo((float) (1 / (1 - share)));
        }
      }
      assertThat((double) zeroes / mask.length).isCloseTo(share, within(0.02));
    }
  }

  @Test
  void aMaskFollowsFromTheSeedAndThePlace() {
    var first = new Operation.Dropout(3, 4, 0.5);
    assertThat(mask(7, first)).isEqualTo(mask(7, first)).isNotEqualTo(mask(8, first));
    assertThat(mask(7, first)).isNotEqualTo(mask(7, new Operation.Dropout(8, 9, 0.5)));
  }

  private static float[] mask(long seed, Operation.Dropout dropout) {
    var mask = new float[10_000];
    DropoutMask.draw(seed, dropout, mask);
    return mask;
  }

  @ParameterizedTest
  @EnumSource(
      value = PathChoice.class,
      names = {"ND4J", "ONEDNN"})
  void evaluationKnowsNothingOfIt(PathChoice choice) {
    INDArray plain = layer(WITHOUT, choice, 1).forward(images, false).dup();
    assertThat(layer(WITH, choice, 1).forward(images, false)).isEqualTo(plain);
  }

  /** As a resumed run needs it: the step and the run's seed decide, not what was drawn before. */
  @ParameterizedTest
  @EnumSource(
      value = PathChoice.class,
      names = {"ND4J", "ONEDNN"})
  void aTrainingPassDrawsByStepAndSeed(PathChoice choice) {
    var layer = layer(WITH, choice, 1);
    INDArray first = at(layer, 0);
    INDArray second = at(layer, 1);
    assertThat(second).isNotEqualTo(first);
    assertThat(at(layer, 0)).isEqualTo(first);
    var other = layer(WITH, choice, 2);
    other.setParams(layer.params());
    assertThat(at(other, 0)).isNotEqualTo(first);
  }

  private INDArray at(NetworkLayer layer, int step) {
    layer.setIterationCount(step);
    return layer.forward(images, true).dup();
  }

  private static NetworkLayer layer(NetworkSpec spec, PathChoice choice, long seed) {
    if (choice == PathChoice.ONEDNN) {
      Assumptions.assumeTrue(OneDnn.unavailable().isEmpty());
    }
    var layer = Networks.layer(Networks.build(spec, new NoOp(), 0, seed, DataType.FLOAT));
    layer.choose(choice);
    return layer;
  }
}
