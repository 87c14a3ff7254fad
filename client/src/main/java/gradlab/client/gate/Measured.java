package gradlab.client.gate;

import gradlab.v1.Run;
import java.util.Optional;

/**
 * A run as a gate sees it.
 *
 * @param verdict of its diagnosis; empty where no gate asks for it
 */
public record Measured(Run run, Optional<String> verdict) {
  /** Empty where the metric is no number, or the run has no value of it yet. */
  Optional<Double> number(Metric metric) {
    return metric.number(run);
  }

  Optional<String> word(Metric metric) {
    return metric == Metric.DIAGNOSIS ? verdict : Optional.of(Metric.word(run.getState()));
  }
}
