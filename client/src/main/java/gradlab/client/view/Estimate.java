package gradlab.client.view;

import gradlab.v1.EpochMetrics;
import gradlab.v1.StepMetrics;
import gradlab.v1.TrainingConfig;
import java.time.Duration;
import java.util.Optional;

/** How far a run is and how long it still takes, from its last step and last epoch. */
public final class Estimate {
  private final TrainingConfig training;
  private Optional<EpochMetrics> lastEpoch = Optional.empty();

  public Estimate(TrainingConfig training) {
    this.training = training;
  }

  public void epoch(EpochMetrics epoch) {
    lastEpoch = Optional.of(epoch);
  }

  /** Steps of the whole run. */
  long totalSteps(StepMetrics step) {
    long byEpochs = (long) training.getEpochs() * step.getStepsPerEpoch();
    return training.getMaxSteps() > 0 ? Math.min(byEpochs, training.getMaxSteps()) : byEpochs;
  }

  double share(StepMetrics step) {
    long total = totalSteps(step);
    return total <= 0 ? 0 : Math.min(1, (double) step.getStep() / total);
  }

  /**
   * A whole epoch's time holds its validation too, so it is the better measure once there is one.
   */
  Duration left(StepMetrics step) {
    long steps = Math.max(0, totalSteps(step) - step.getStep());
    double millisPerStep =
        lastEpoch
            .filter(e -> step.getStepsPerEpoch() > 0 && millis(e) > 0)
            .map(e -> millis(e) / step.getStepsPerEpoch())
            .orElse(step.getStepMs());
    return Duration.ofMillis((long) (steps * millisPerStep));
  }

  private static double millis(EpochMetrics epoch) {
    return epoch.getDuration().getSeconds() * 1e3 + epoch.getDuration().getNanos() / 1e6;
  }
}
