package gradlab.client.listing;

import static gradlab.client.output.Column.number;
import static gradlab.client.output.Column.text;
import static gradlab.client.output.Column.whole;

import gradlab.client.connection.RunStates;
import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.GetSweepResponse;
import gradlab.v1.Sweep;
import gradlab.v1.SweepEffect;
import gradlab.v1.SweepPlan;
import gradlab.v1.SweepState;
import gradlab.v1.SweepTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Sweeps and their trials. */
public final class SweepColumns {
  private SweepColumns() {}

  /** `gradlab sweep list`. */
  public static Columns<Sweep> list() {
    return new Columns<>(
        false,
        sweep -> sweep,
        List.of(
            text("sweep", Sweep::getSweepId),
            text("name", Sweep::getName),
            text("state", sweep -> state(sweep.getState())),
            whole("trials", sweep -> sweep.getEndedCount() + "/" + sweep.getTrialCount()),
            text("metric", Sweep::getMetric),
            number("best", sweep -> best(sweep, true), sweep -> best(sweep, false)),
            text("best_run", sweep -> sweep.getBest().getRunId()),
            text("reason", Sweep::getStateReason)));
  }

  /** One, in a line for each fact. */
  public static Columns<Sweep> detail() {
    return new Columns<>(
        true,
        sweep -> sweep,
        List.of(
            text("sweep", Sweep::getSweepId),
            text("name", Sweep::getName),
            text("state", sweep -> state(sweep.getState())),
            text("reason", Sweep::getStateReason),
            text("metric", Sweep::getMetric),
            text(
                "trials",
                sweep -> sweep.getEndedCount() + " of " + sweep.getTrialCount() + " ended"),
            text("parallel", sweep -> Integer.toString(sweep.getParallel())),
            text(
                "epochs",
                sweep ->
                    sweep.getRungsList().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", then "))),
            text("device_time", sweep -> Display.duration(Display.elapsed(sweep.getDeviceTime()))),
            text(
                "max_device_time",
                sweep ->
                    sweep.hasMaxDeviceTime()
                        ? Display.duration(Display.elapsed(sweep.getMaxDeviceTime()))
                        : ""),
            text("cost", sweep -> sweep.getCost() > 0 ? Display.money(sweep.getCost()) : ""),
            text("max_cost", sweep -> sweep.hasMaxCost() ? Display.money(sweep.getMaxCost()) : ""),
            text(
                "test_looks",
                sweep ->
                    sweep.getTestLooksList().stream()
                        .map(look -> look.getRunId() + " at " + Display.time(look.getTime()))
                        .collect(Collectors.joining("\n")))));
  }

  /** What it would be: `gradlab sweep --dry-run`. */
  public static Columns<SweepPlan> plan() {
    return new Columns<>(
        true,
        plan -> plan,
        List.of(
            text("trials", plan -> Integer.toString(plan.getTrials())),
            text("epochs", plan -> Long.toString(plan.getEpochs())),
            text(
                "estimated_time",
                plan ->
                    plan.hasEstimatedTime()
                        ? Display.duration(Display.elapsed(plan.getEstimatedTime()))
                        : "not known: no run of such a network is on record"),
            text(
                "estimated_cost",
                plan -> plan.hasEstimatedCost() ? Display.money(plan.getEstimatedCost()) : ""),
            text("estimated_from", SweepPlan::getEstimatedFrom)));
  }

  /** The trials of one: a column for each setting that is searched. */
  public static Columns<SweepTrial> trials(GetSweepResponse sweep) {
    List<Column<SweepTrial>> columns = new ArrayList<>();
    columns.add(whole("trial", trial -> Integer.toString(trial.getIndex())));
    var fields = new TreeSet<String>();
    sweep.getTrialsList().stream()
        .map(SweepTrial::getParametersMap)
        .map(Map::keySet)
        .forEach(fields::addAll);
    for (String field : fields) {
      columns.add(whole(setting(field), trial -> trial.getParametersOrDefault(field, "")));
    }
    columns.add(
        number(
            "best_" + sweep.getSweep().getMetric(),
            trial -> trial.hasBest() ? Display.fixed(trial.getBest()) : "",
            trial -> trial.hasBest() ? Double.toString(trial.getBest()) : ""));
    columns.add(
        whole(
            "best_epoch",
            trial -> trial.hasBestEpoch() ? Integer.toString(trial.getBestEpoch()) : ""));
    columns.add(whole("epochs", trial -> trial.getEpochs() + "/" + trial.getTargetEpochs()));
    columns.add(
        text(
            "state",
            trial -> trial.getRunId().isEmpty() ? "waits" : RunStates.name(trial.getState())));
    columns.add(text("run", SweepTrial::getRunId));
    return new Columns<>(false, trial -> trial, columns);
  }

  /** What each value of a setting gave, whatever the others were. */
  public static Columns<SweepEffect> effects() {
    return new Columns<>(
        false,
        effect -> effect,
        List.of(
            text("setting", effect -> setting(effect.getField())),
            text("value", SweepEffect::getValue),
            whole("trials", effect -> Integer.toString(effect.getBest().getN())),
            SpreadText.column("best", SweepEffect::hasBest, SweepEffect::getBest)));
  }

  public static String state(SweepState state) {
    return state.name().replaceFirst("^SWEEP_STATE_", "");
  }

  /** Without the section: all settings have different names. */
  private static String setting(String field) {
    return field.substring(field.indexOf('.') + 1);
  }

  private static String best(Sweep sweep, boolean shown) {
    if (!sweep.getBest().hasBest()) {
      return "";
    }
    double best = sweep.getBest().getBest();
    return shown ? Display.fixed(best) : Double.toString(best);
  }
}
