package gradlab.rpc;

import gradlab.domain.Halving;
import gradlab.domain.RunConfig;
import gradlab.experiments.sweep.Sweeps.Wanted;
import gradlab.runs.RunManager;
import gradlab.store.RunView;
import gradlab.store.SweepRecord.Trial;
import gradlab.v1.SweepPlan;
import gradlab.wire.TimeMessages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** What a sweep takes, from what runs of the same networks took. */
final class SweepEstimate {
  private static final int NEWEST = 1_000;

  private final List<RunView> runs;
  private final OptionalDouble pricePerHour;

  SweepEstimate(RunManager runs, OptionalDouble pricePerHour) {
    this.runs =
        runs.list(NEWEST, Optional.empty(), Set.of()).stream()
            .filter(r -> r.lastEpoch().isPresent() && r.provenance().isPresent())
            .toList();
    this.pricePerHour = pricePerHour;
  }

  /**
   * @param trainList its length; empty: not known, then there is no estimate
   */
  SweepPlan of(Wanted sweep, OptionalInt trainList) {
    int trials = sweep.trials().size();
    double epochsOfOne =
        sweep.halving().map(h -> epochsOfOne(h, trials)).orElse(Double.NaN); // each its own
    double epochs = 0;
    double seconds = 0;
    String from = "";
    for (Trial trial : sweep.trials()) {
      double own = sweep.halving().isPresent() ? epochsOfOne : trial.config().training().epochs();
      epochs += own;
      Optional<RunView> like = like(trial.config());
      if (like.isEmpty() || trainList.isEmpty()) {
        seconds = Double.NaN;
      } else {
        seconds += own * secondsOfEpoch(trial.config(), like.get(), trainList.getAsInt());
        from = like.get().id().value();
      }
    }
    var plan = SweepPlan.newBuilder().setTrials(trials).setEpochs(Math.round(epochs));
    if (!Double.isNaN(seconds)) {
      plan.setEstimatedTime(TimeMessages.duration(Duration.ofMillis((long) (seconds * 1e3))))
          .setEstimatedFrom(from);
      if (pricePerHour.isPresent()) {
        plan.setEstimatedCost(pricePerHour.getAsDouble() * seconds / 3600);
      }
    }
    return plan.build();
  }

  /** The mean over the trials, where each rung passes on exactly its share, rounded down. */
  private static double epochsOfOne(Halving halving, int trials) {
    List<Integer> rungs = halving.rungs();
    double total = 0;
    int before = 0;
    int there = trials;
    for (int epochs : rungs) {
      total += (double) there * (epochs - before);
      before = epochs;
      there /= halving.reductionFactor();
    }
    return total / trials;
  }

  /** The newest run of the same network; rather one with the same batch. */
  private Optional<RunView> like(RunConfig config) {
    List<RunView> same =
        runs.stream().filter(r -> r.config().network().equals(config.network())).toList();
    return same.stream()
        .filter(r -> r.config().training().batchSize() == config.training().batchSize())
        .findFirst()
        .or(() -> same.stream().findFirst());
  }

  private static double secondsOfEpoch(RunConfig config, RunView like, int trainList) {
    int limit = config.training().trainLimit();
    int images = limit > 0 ? Math.min(limit, trainList) : trainList;
    // with its validation, which does not grow with the limit, so this is rather too much
    double perImage =
        like.lastEpoch().orElseThrow().duration().toMillis()
            / 1e3
            / like.provenance().orElseThrow().trainImages();
    return perImage * images;
  }
}
