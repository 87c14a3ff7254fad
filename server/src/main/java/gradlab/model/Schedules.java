package gradlab.model;

import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfig;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Learning rates by epoch (0-based), constant within one. */
public final class Schedules {
  private Schedules() {}

  /** DL4J's own constant and steps are right; its cosine-like ones know no floor. */
  public static ISchedule of(TrainingConfig training) {
    double rate = training.learningRate();
    ScheduleConfig schedule = training.schedule();
    if (schedule instanceof ScheduleConfig.Cosine s) {
      return new CosineAnnealing(rate, s.minLearningRate(), s.epochs());
    } else if (schedule instanceof ScheduleConfig.Constant) {
      return new FixedSchedule(rate);
    } else if (schedule instanceof ScheduleConfig.Step s) {
      return new StepSchedule(ScheduleType.EPOCH, rate, s.factor(), s.epochs());
    }
    throw new AssertionError("a schedule that is not made: " + schedule);
  }
}
