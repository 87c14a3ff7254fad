package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfigBuilder;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class SchedulesTest {
  private static ISchedule schedule(double rate, ScheduleConfig config) {
    return Schedules.of(new TrainingConfigBuilder().learningRate(rate).schedule(config).build());
  }

  @Test
  void theCoursesIsTheCosine() {
    assertThat(Schedules.of(new TrainingConfigBuilder().build()))
        .isEqualTo(new CosineAnnealing(1e-3, 2e-5, 100));
  }

  @Test
  void constantStays() {
    var schedule = schedule(0.3, new ScheduleConfig.Constant());
    for (int epoch : new int[] {0, 1, 99, 9_999}) {
      assertThat(schedule.valueAt(12_345, epoch)).isEqualTo(0.3);
    }
  }

  /** As PyTorch's StepLR(step_size=3, gamma=0.5): whatever the number of steps. */
  @Test
  void stepFallsEverySoManyEpochs() {
    var schedule = schedule(0.8, new ScheduleConfig.Step(3, 0.5));
    double[] rates = {0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1};
    for (int epoch = 0; epoch < rates.length; epoch++) {
      assertThat(schedule.valueAt(7_000, epoch)).isCloseTo(rates[epoch], within(1e-15));
    }
  }
}
