package gradlab.grafana;

import gradlab.grafana.Panel.Kind;
import java.util.List;

/** Runs over each other, and means over their seeds. */
final class CompareDashboard {
  static final String UID = "gradlab-compare";
  private static final String GROUP = "{{network}} {{block}} {{seed_group}}";

  private CompareDashboard() {}

  private static String mean(String expr) {
    return "avg by (network, block, seed_group) (" + Expr.chosen(expr) + ")";
  }

  static Dashboard dashboard() {
    return new Dashboard(
        UID,
        "gradlab / Compare runs",
        "Runs over each other, and the means of runs that differ in their seed alone",
        List.of(Variable.NETWORK, Variable.BLOCK, Variable.SEED_GROUP, Variable.RUNS),
        List.of(runs(), groups()));
  }

  private static Dashboard.Row runs() {
    return Dashboard.row(
        "Run by run",
        new Panel(1, Kind.GAUGES, "Best validation accuracy", "Of the epochs so far.")
            .now("sort_desc(" + Expr.chosen("gradlab_run_best_val_accuracy_ratio") + ")", "{{run}}")
            .unit("percentunit")
            .atLeast(0)
            .colours("orange", 0.02, "blue", 0.3, "green")
            .toRun()
            .size(12, 5),
        new Panel(2, Kind.GAUGES, "Images per second", "Over the last minute.")
            .now("sort_desc(" + Expr.chosen("run:gradlab_run_images:rate1m") + ")", "{{run}}")
            .unit("ops")
            .atLeast(0)
            .colours("blue")
            .toRun()
            .size(12, 5),
        new Panel(3, Kind.TABLE, "What they are", "The configuration that each was started with.")
            .rows(
                "sum by (run, network, block, seed, seed_group, optimizer, learning_rate, batch_size, epochs) (gradlab_run_info{network=~\"$network\", block=~\"$block\", seed_group=~\"$seed_group\", run=~\"$run\"})")
            .toRun()
            .size(24, 5),
        new Panel(10, Kind.LINES, "Training loss", "Of each finished epoch.")
            .range(Expr.chosen("gradlab_run_loss{split=\"train\"}"), "{{run}}")
            .axis("cross-entropy")
            .toRun(),
        new Panel(11, Kind.LINES, "Validation loss", "Of each finished epoch.")
            .range(Expr.chosen("gradlab_run_loss{split=\"val\"}"), "{{run}}")
            .axis("cross-entropy")
            .toRun(),
        new Panel(12, Kind.LINES, "Validation accuracy", "Of each finished epoch.")
            .range(Expr.chosen("gradlab_run_accuracy_ratio{split=\"val\"}"), "{{run}}")
            .unit("percentunit")
            .atLeast(0)
            .toRun(),
        new Panel(
                13,
                Kind.LINES,
                "Gradient ratio, log10",
                "Mean |g| of the first convolution over that of the last; below -3 it vanishes.")
            .range(
                "log10(clamp_min(" + Expr.chosen("gradlab_run_gradient_ratio") + ", 1e-20))",
                "{{run}}")
            .colours("red", -3, "green")
            .toRun());
  }

  private static Dashboard.Row groups() {
    return Dashboard.row(
        "Means over seeds",
        new Panel(
                20,
                Kind.LINES,
                "Training loss, mean",
                "Over the chosen runs of the same network, block and seed group.")
            .range(mean("gradlab_run_step_loss"), GROUP)
            .axis("cross-entropy"),
        new Panel(
                21,
                Kind.LINES,
                "Validation accuracy, mean",
                "Over the chosen runs of the same network, block and seed group.")
            .range(mean("gradlab_run_accuracy_ratio{split=\"val\"}"), GROUP)
            .unit("percentunit")
            .atLeast(0),
        new Panel(
                22,
                Kind.LINES,
                "Decades lost, mean",
                "Over the chosen runs of the same network, block and seed group.")
            .range(mean("gradlab_run_gradient_decades_lost"), GROUP)
            .colours("green", 3, "red")
            .axis("decades"),
        new Panel(
                23,
                Kind.LINES,
                "Cost, sum",
                "Of the chosen runs, by network, block and seed group.")
            .range(
                "sum by (network, block, seed_group) ("
                    + Expr.chosen("gradlab_run_cost_total")
                    + ")",
                GROUP)
            .atLeast(0));
  }
}
