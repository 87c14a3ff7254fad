package gradlab.experiments.sweep;

import gradlab.domain.Halving;
import gradlab.experiments.sweep.TrialStatus.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a sweep does next. Decides from the trials' recorded values alone, so nothing is lost. */
public final class SweepPlan {
  private final Optional<Halving> halving;
  private final int parallel;

  /**
   * @param halving empty: every trial trains to its end
   * @param parallel trials at work at the same time
   */
  public SweepPlan(Optional<Halving> halving, int parallel) {
    this.halving = halving;
    this.parallel = parallel;
  }

  /** What is to be done with a trial. */
  public sealed interface Step {
    /** Give it a run. */
    record Start(int trial) implements Step {}

    /** Train its run until so many epochs. */
    record Promote(int trial, int epochs) implements Step {}
  }

  /**
   * The next step; empty where there is none for now: trials are at work, or all is done (see
   * {@link #isDone}).
   *
   * @param trials in the sweep's order
   */
  public Optional<Step> next(List<TrialStatus> trials) {
    if (trials.stream().filter(t -> t.phase() == Phase.ACTIVE).count() >= parallel) {
      return Optional.empty();
    }
    Optional<Step> promotion = halving.flatMap(h -> promotion(h, trials));
    return promotion.isPresent()
        ? promotion
        : trials.stream()
            .filter(t -> t.phase() == Phase.WAITING)
            .findFirst()
            .map(t -> new Step.Start(t.index()));
  }

  /** Whether nothing is at work and nothing is left to do. */
  public boolean isDone(List<TrialStatus> trials) {
    return trials.stream().noneMatch(t -> t.phase() == Phase.ACTIVE) && next(trials).isEmpty();
  }

  /**
   * The best trial that may go on, from the highest rung down: of the n trials that have finished a
   * rung the best n / factor go on. Of equals the one that comes first in the sweep.
   */
  private static Optional<Step> promotion(Halving halving, List<TrialStatus> trials) {
    List<Integer> rungs = halving.rungs();
    for (int rung = rungs.size() - 2; rung >= 0; rung--) {
      int epochs = rungs.get(rung);
      var finished = new ArrayList<>(trials.stream().filter(t -> t.has(epochs)).toList());
      finished.sort(Comparator.comparingDouble((TrialStatus t) -> t.value(epochs)).reversed());
      int most = finished.size() / halving.reductionFactor();
      for (TrialStatus trial : finished.subList(0, most)) {
        if (trial.phase() == Phase.FINISHED && trial.epochs() == epochs) {
          return Optional.of(new Step.Promote(trial.index(), rungs.get(rung + 1)));
        }
      }
    }
    return Optional.empty();
  }
}
