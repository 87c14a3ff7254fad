package gradlab.client.listing;

import static gradlab.client.output.Column.number;
import static gradlab.client.output.Column.text;
import static gradlab.client.output.Column.whole;

import gradlab.client.connection.RunStates;
import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.EpochMetrics;
import gradlab.v1.Run;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Runs in a list. */
public final class RunColumns {
  private RunColumns() {}

  /**
   * `gradlab runs`; with what they cost where the server had a price for one of them, and with
   * whose format those are imported from that were not trained here.
   */
  public static Columns<Run> list(Clock clock, List<Run> runs) {
    List<Column<Run>> columns = new ArrayList<>();
    columns.add(text("run", Run::getRunId));
    columns.add(text("name", run -> run.getConfig().getName()));
    columns.add(text("network", run -> run.getConfig().getNetwork().getNetwork()));
    columns.add(text("block", run -> run.getConfig().getNetwork().getBlock()));
    if (runs.stream().anyMatch(run -> run.getConfig().hasImported())) {
      columns.add(text("imported", run -> run.getConfig().getImported().getFormat()));
    }
    columns.add(text("state", run -> RunStates.name(run.getState())));
    columns.add(number("epoch", RunColumns::epochOf, RunColumns::lastEpoch));
    columns.add(metric("train_loss", EpochMetrics::getTrainLoss));
    columns.add(metric("val_acc", EpochMetrics::getValAcc));
    columns.add(metric("best_val_acc", EpochMetrics::getBestValAcc));
    if (runs.stream().anyMatch(CostColumns::isPriced)) {
      columns.add(CostColumns.cost());
    }
    columns.add(
        number(
            "age",
            run ->
                Display.duration(
                    Duration.between(Display.instant(run.getCreateTime()), clock.instant())),
            run -> Display.instant(run.getCreateTime()).toString()));
    return new Columns<>(false, run -> run, columns);
  }

  /** What a command did to a run. */
  public static Columns<Run> outcome() {
    return new Columns<>(
        false,
        run -> run,
        List.of(
            text("run", Run::getRunId),
            text("name", run -> run.getConfig().getName()),
            text("state", run -> RunStates.name(run.getState())),
            text("reason", Run::getStateReason)));
  }

  /** The test split's result. */
  public static Columns<Run> test() {
    return new Columns<>(
        false,
        run -> run,
        List.of(
            text("run", Run::getRunId),
            text("name", run -> run.getConfig().getName()),
            whole("epoch", run -> Integer.toString(run.getTest().getEpoch())),
            number(
                "test_loss",
                run -> Display.fixed(run.getTest().getTestLoss()),
                run -> Double.toString(run.getTest().getTestLoss())),
            number(
                "test_acc",
                run -> Display.fixed(run.getTest().getTestAcc()),
                run -> Double.toString(run.getTest().getTestAcc()))));
  }

  /** Finished epochs of all, for example 3/8; how many were to come is not known of all runs. */
  private static String epochOf(Run run) {
    int done = run.hasLastEpoch() ? run.getLastEpoch().getEpoch() + 1 : 0;
    var training = run.getConfig().getTraining();
    return training.hasEpochs() ? done + "/" + training.getEpochs() : Integer.toString(done);
  }

  /** The last finished epoch's number, from 0; empty before that. */
  private static String lastEpoch(Run run) {
    return run.hasLastEpoch() ? Integer.toString(run.getLastEpoch().getEpoch()) : "";
  }

  private static Column<Run> metric(String name, ToDoubleFunction<EpochMetrics> value) {
    return number(name, ofEpoch(value, Display::fixed), ofEpoch(value, d -> Double.toString(d)));
  }

  private static Function<Run, String> ofEpoch(
      ToDoubleFunction<EpochMetrics> value, Function<Double, String> format) {
    return run -> run.hasLastEpoch() ? format.apply(value.applyAsDouble(run.getLastEpoch())) : "";
  }
}
