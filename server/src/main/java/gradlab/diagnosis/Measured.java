package gradlab.diagnosis;

import gradlab.domain.ClassPrior;
import gradlab.domain.GradientFlow;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import java.util.List;
import java.util.Optional;

/**
 * What a diagnosis is made from.
 *
 * @param activationSlope of the run's network
 * @param epochs finished epochs, in order
 * @param flow of the last sampled epoch, else the newest sample
 * @param lastStep the newest step metrics
 * @param prior empty where the run did not record it
 */
public record Measured(
    double activationSlope,
    List<EpochMetrics> epochs,
    Optional<GradientFlow> flow,
    Optional<StepMetrics> lastStep,
    Optional<ClassPrior> prior) {
  public Measured {
    epochs = List.copyOf(epochs);
  }

  Optional<EpochMetrics> lastEpoch() {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
  }
}
