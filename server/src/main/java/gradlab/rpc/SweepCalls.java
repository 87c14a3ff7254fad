package gradlab.rpc;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.RunLimits;
import gradlab.domain.SweepId;
import gradlab.experiments.sweep.SweepView;
import gradlab.experiments.sweep.Sweeps;
import gradlab.runs.RunManager;
import gradlab.store.SweepRecord;
import gradlab.store.SweepRecord.Trial;
import gradlab.v1.ExtendSweepRequest;
import gradlab.v1.GetSweepResponse;
import gradlab.v1.ListSweepsResponse;
import gradlab.v1.StartSweepRequest;
import gradlab.v1.StartSweepResponse;
import gradlab.v1.Sweep;
import gradlab.v1.SweepAxis;
import gradlab.wire.ConfigMessages;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The calls about sweeps. */
final class SweepCalls {
  private final RunManager runs;
  private final Sweeps sweeps;
  private final Starts starts;
  private final OptionalDouble pricePerHour;

  SweepCalls(RunManager runs, Sweeps sweeps, Starts starts, OptionalDouble pricePerHour) {
    this.runs = runs;
    this.sweeps = sweeps;
    this.starts = starts;
    this.pricePerHour = pricePerHour;
  }

  StartSweepResponse start(StartSweepRequest request) {
    OptionalInt trainList = starts.trainList();
    var wanted = rules(trainList).check(request);
    wanted.trials().forEach(trial -> starts.check(trial.config()));
    if (pricePerHour.isEmpty() && wanted.limits().maxCost().isPresent()) {
      throw noPrice();
    }
    var plan = new SweepEstimate(runs, pricePerHour).of(wanted, trainList);
    var response = StartSweepResponse.newBuilder().setPlan(plan);
    if (!request.getDryRun()) {
      response.setSweep(SweepMessages.sweep(sweeps.start(wanted)));
    }
    return response.build();
  }

  private static InvalidRequest noPrice() {
    return new InvalidRequest(
        List.of(
            new FieldViolation(
                "max_cost", "this server has no price: start it with --price-per-hour")));
  }

  private SweepRules rules(OptionalInt trainList) {
    return new SweepRules(trainList, runs.settings().slots());
  }

  GetSweepResponse get(String id) {
    var view = sweeps.view(SweepId.of(id));
    var response = GetSweepResponse.newBuilder().setSweep(SweepMessages.sweep(view));
    view.ranked().forEach(trial -> response.addTrials(SweepMessages.trial(trial)));
    view.effects().forEach(effect -> response.addEffects(SweepMessages.effect(effect)));
    return response.build();
  }

  ListSweepsResponse list() {
    var response = ListSweepsResponse.newBuilder();
    sweeps.all().forEach(view -> response.addSweeps(SweepMessages.sweep(view)));
    return response.build();
  }

  Sweep pause(String id) {
    return SweepMessages.sweep(sweeps.pause(SweepId.of(id)));
  }

  Sweep resume(String id) {
    return SweepMessages.sweep(sweeps.resume(SweepId.of(id)));
  }

  Sweep stop(String id) {
    return SweepMessages.sweep(sweeps.stop(SweepId.of(id)));
  }

  Sweep extend(ExtendSweepRequest request) {
    var before = sweeps.view(SweepId.of(request.getSweepId()));
    var violations = new Violations();
    RunLimits limits = LimitRules.check(request, before.record().limits(), violations);
    List<Trial> more = request.getAxesCount() == 0 ? List.of() : more(request, before, violations);
    violations.throwIfAny();
    if (pricePerHour.isEmpty() && limits.maxCost().isPresent()) {
      throw noPrice();
    }
    if (more.isEmpty() && limits.equals(before.record().limits())) {
      throw new InvalidRequest(
          List.of(
              new FieldViolation(
                  "axes",
                  "add no trial that is not there already, and no limit is changed: there is nothing to extend")));
    }
    return SweepMessages.sweep(sweeps.extend(before.record().id(), more, limits));
  }

  /** The points that are not there yet, as the other trials are in all else. */
  private List<Trial> more(ExtendSweepRequest request, SweepView before, Violations violations) {
    SweepRecord sweep = before.record();
    Set<String> fields = sweep.trials().get(0).parameters().keySet();
    Set<String> asked =
        request.getAxesList().stream().map(SweepAxis::getField).collect(Collectors.toSet());
    if (!asked.equals(fields)) {
      violations.add(
          "axes",
          "are of %s, the sweep's are of %s: they must be the same".formatted(asked, fields));
    }
    var points =
        new SweepAxes(request.getAxesList(), violations)
            .points(request.getRandomTrials(), request.getRandomSeed());
    violations.throwIfAny();
    var there = new HashSet<Map<String, String>>();
    sweep.trials().forEach(t -> there.add(t.parameters()));
    var fresh = points.stream().filter(point -> !there.contains(point)).toList();
    if (sweep.trials().size() + fresh.size() > SweepAxes.MOST_TRIALS) {
      violations.add("axes", "a sweep has at most %d trials".formatted(SweepAxes.MOST_TRIALS));
      violations.throwIfAny();
    }
    var base = ConfigMessages.message(sweep.trials().get(0).config()).toBuilder();
    return rules(starts.trainList()).trials(base.build(), fresh);
  }

  gradlab.store.RunView evaluate(String id, boolean again) {
    return sweeps.evaluate(SweepId.of(id), again);
  }

  SweepView view(String id) {
    return sweeps.view(SweepId.of(id));
  }
}
