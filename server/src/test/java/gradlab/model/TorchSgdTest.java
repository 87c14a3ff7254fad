package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class TorchSgdTest {
  private static INDArray row(double... values) {
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }

  /** g = 1, then 2, then -1 with momentum 0.5: v = 1, 2.5, 0.25. */
  @Test
  void threeStepsByHand() {
    var sgd = new TorchSgd(0.5, new FixedSchedule(0.1));
    INDArray state = Nd4j.ones(DataType.DOUBLE, 1, 2); // must not be taken for a velocity
    var updater = sgd.instantiate(state, true);
    double[][] gradients = {{1, 0}, {2, -4}, {-1, 0}};
    double[][] updates = {{0.1, 0}, {0.25, -0.4}, {0.025, -0.2}};
    for (int t = 0; t < gradients.length; t++) {
      INDArray g = row(gradients[t]);
      updater.applyUpdater(g, t, 0);
      assertThat(g.getDouble(0)).isCloseTo(updates[t][0], within(1e-15));
      assertThat(g.getDouble(1)).isCloseTo(updates[t][1], within(1e-15));
    }
    assertThat(state.getDouble(0)).as("what is saved").isEqualTo(0.25);
    assertThat(state.getDouble(1)).isEqualTo(-2);
  }

  /** The rate is outside the velocity: a fall is felt at once. */
  @Test
  void theRateOfTheEpochMultipliesTheWholeVelocity() {
    var sgd = new TorchSgd(0.9, new StepSchedule(ScheduleType.EPOCH, 1, 0.1, 1));
    var updater = sgd.instantiate(Nd4j.zeros(DataType.DOUBLE, 1, 1), true);
    updater.applyUpdater(row(1), 0, 0);
    INDArray g = row(0);
    updater.applyUpdater(g, 1, 1);
    assertThat(g.getDouble(0)).isCloseTo(0.09, within(1e-15));
  }

  @Test
  void withoutMomentumAStepForgetsTheOnesBefore() {
    var updater =
        new TorchSgd(0, new FixedSchedule(0.5))
            .instantiate(Nd4j.zeros(DataType.DOUBLE, 1, 1), true);
    updater.applyUpdater(row(1e9), 0, 0);
    INDArray g = row(3);
    updater.applyUpdater(g, 1, 0);
    assertThat(g.getDouble(0)).isEqualTo(1.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT", "DOUBLE"})
  void whatWasSavedGoesOnExactly(DataType precision) {
    var sgd = new TorchSgd(0.9, new FixedSchedule(0.1));
    INDArray state = Nd4j.zeros(precision, 1, 3);
    var whole = sgd.instantiate(state, true);
    whole.applyUpdater(Nd4j.rand(precision, 1, 3), 0, 0);
    var resumed = sgd.instantiate(state.dup(), false);
    INDArray g = Nd4j.rand(precision, 1, 3);
    INDArray same = g.dup();
    whole.applyUpdater(g, 1, 0);
    resumed.applyUpdater(same, 1, 0);
    assertThat(same.data().asDouble()).isEqualTo(g.data().asDouble());
  }
}
