package gradlab.rpc;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.Halving;
import gradlab.domain.RunConfig;
import gradlab.experiments.sweep.Ranking;
import gradlab.experiments.sweep.Sweeps.Wanted;
import gradlab.store.SweepRecord.Trial;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StartSweepRequest;
import gradlab.v1.SweepAxis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns what a user asked for into the trials of a sweep, or says everything that is wrong. */
final class SweepRules {
  private static final int LONGEST_TEXT = 100;
  private static final int MOST_PARALLEL = 256;
  private static final String EPOCHS = "training.epochs";

  private final OptionalInt trainImages;
  private final int slots;

  /**
   * @param trainImages length of the train list; empty: not known
   * @param slots of the server: trials at work at the same time where nothing is said
   */
  SweepRules(OptionalInt trainImages, int slots) {
    this.trainImages = trainImages;
    this.slots = slots;
  }

  /**
   * @throws InvalidRequest with every bad field
   */
  Wanted check(StartSweepRequest request) {
    var violations = new Violations();
    violations.text("name", request.getName(), LONGEST_TEXT);
    violations.text("request_id", request.getRequestId(), LONGEST_TEXT);
    var ranking = ranking(request, violations);
    if (request.getParallel() != 0) {
      violations.range("parallel", request.getParallel(), 1, MOST_PARALLEL);
    }
    var limits = LimitRules.check(request, violations);
    if (request.hasHalving()
        && request.getAxesList().stream().anyMatch(a -> a.getField().equals(EPOCHS))) {
      violations.add(
          "axes[" + EPOCHS + "]", "is not for a search with halving, which chooses the epochs");
    }
    var points =
        new SweepAxes(request.getAxesList(), violations)
            .points(request.getRandomTrials(), request.getRandomSeed());
    violations.throwIfAny();
    List<Trial> trials = trials(request.getConfig(), points);
    Optional<Halving> halving = halving(request, trials, violations);
    violations.throwIfAny();
    String name =
        request.getName().isEmpty()
            ? "%s over %s"
                .formatted(
                    trials.get(0).config().network().network(),
                    String.join(
                        ", ", request.getAxesList().stream().map(SweepAxis::getField).toList()))
            : request.getName();
    return new Wanted(
        name.substring(0, Math.min(name.length(), LONGEST_TEXT)),
        request.getRequestId(),
        trials,
        halving,
        ranking,
        request.getParallel() == 0 ? slots : request.getParallel(),
        limits);
  }

  private static Ranking ranking(StartSweepRequest request, Violations violations) {
    String word = request.getMetric().isEmpty() ? Ranking.VAL_ACC.word() : request.getMetric();
    return Ranking.of(word)
        .orElseGet(
            () -> {
              violations.unknown("metric", word, Ranking.words());
              return Ranking.VAL_ACC;
            });
  }

  /** The points as whole configurations, each once. */
  List<Trial> trials(gradlab.v1.RunConfig base, List<Map<String, String>> points) {
    var trials = new ArrayList<Trial>();
    var seen = new LinkedHashSet<Map<String, String>>();
    for (var point : points) {
      if (seen.add(point)) {
        trials.add(new Trial(point, config(base, point)));
      }
    }
    return trials;
  }

  private RunConfig config(gradlab.v1.RunConfig base, Map<String, String> point) {
    var config = base.toBuilder();
    config.getPolicyBuilder().setEvaluateTest(false); // the test split is for the winner
    try {
      point.forEach((field, value) -> SweepSettings.set(config, field, value));
      return StartRunValidator.check(
          StartRunRequest.newBuilder().setConfig(config).build(), trainImages);
    } catch (InvalidRequest e) {
      throw new InvalidRequest(
          e.violations().stream()
              .map(v -> new FieldViolation(v.field(), v.description() + " (trial " + point + ")"))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest(
          List.of(new FieldViolation("axes", "trial " + point + ": " + e.getMessage())));
    }
  }

  private static Optional<Halving> halving(
      StartSweepRequest request, List<Trial> trials, Violations violations) {
    if (!request.hasHalving()) {
      return Optional.empty();
    }
    int most = trials.get(0).config().training().epochs();
    int least = request.getHalving().hasMinEpochs() ? request.getHalving().getMinEpochs() : 1;
    int factor =
        request.getHalving().hasReductionFactor() ? request.getHalving().getReductionFactor() : 3;
    violations.range("halving.min_epochs", least, 1, most);
    violations.range("halving.reduction_factor", factor, 2, SweepAxes.MOST_TRIALS);
    return Optional.of(new Halving(least, most, Math.max(2, factor)));
  }
}
