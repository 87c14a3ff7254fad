package gradlab.experiments.sweep;

import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunState;
import gradlab.experiments.sweep.TrialStatus.Phase;
import gradlab.store.RunView;
import gradlab.store.SweepRecord.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A trial with its run.
 *
 * @param index its place in the sweep, from 0
 * @param run empty: not started yet
 * @param epochs those that its run has finished, in order
 */
public record TrialView(
    int index, Trial trial, Optional<RunView> run, List<EpochMetrics> epochs, Ranking ranking) {
  public TrialView {
    epochs = List.copyOf(epochs);
  }

  public Map<String, String> parameters() {
    return trial.parameters();
  }

  /** Until how many epochs its run is to train; 0: not started. */
  public int targetEpochs() {
    return run.map(r -> r.config().training().epochs()).orElse(0);
  }

  /** The best of its metric over its epochs. */
  public OptionalDouble best() {
    return bestEpoch().isPresent()
        ? OptionalDouble.of(
            ranking.value(epochs.get(bestEpoch().getAsInt()))) // epochs are from 0 without gaps
        : OptionalDouble.empty();
  }

  /** The first epoch that has it; one whose value is no number is never the best. */
  public OptionalInt bestEpoch() {
    OptionalInt best = OptionalInt.empty();
    for (int i = 0; i < epochs.size(); i++) {
      double score = ranking.score(epochs.get(i));
      if (!Double.isNaN(score)
          && (best.isEmpty() || score > ranking.score(epochs.get(best.getAsInt())))) {
        best = OptionalInt.of(i);
      }
    }
    return best;
  }

  TrialStatus status() {
    return new TrialStatus(
        index, phase(), targetEpochs(), epochs.stream().map(ranking::score).toList());
  }

  private Phase phase() {
    return run.map(r -> phase(r.state())).orElse(Phase.WAITING);
  }

  private static Phase phase(RunState state) {
    return switch (state) {
      case QUEUED, STARTING, RUNNING, STOPPING, PAUSING, LOST, PREEMPTED -> Phase.ACTIVE;
      case COMPLETED -> Phase.FINISHED;
      case STOPPED, FAILED, KILLED, PAUSED -> Phase.DROPPED;
    };
  }
}
