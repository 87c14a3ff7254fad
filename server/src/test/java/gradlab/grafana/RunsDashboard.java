package gradlab.grafana;

import gradlab.grafana.Panel.Kind;
import java.util.List;

/** Everything at once: what trains, how far it is, what is wrong. */
final class RunsDashboard {
  static final String UID = "gradlab-runs";

  private RunsDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        UID,
        "gradlab / Runs overview",
        "What trains on this server, how far it is, and what is wrong with it",
        List.of(Variable.NETWORK, Variable.BLOCK, Variable.SEED_GROUP),
        List.of(now(), runs(), learning()));
  }

  private static Dashboard.Row now() {
    return Dashboard.row(
        "Now",
        new Panel(1, Kind.STAT, "At work", "Runs whose worker holds a slot.")
            .now("sum(gradlab_runs{state!=\"queued\"})", "at work")
            .colours("blue")
            .size(4, 4),
        new Panel(2, Kind.STAT, "Queued", "Runs that wait for a slot, of so many slots in use.")
            .now("gradlab_queue_length", "queued")
            .colours("green", 1, "yellow", 20, "orange")
            .size(4, 4),
        new Panel(3, Kind.STAT, "Failed", "Runs that have failed since the server's start.")
            .now("gradlab_run_transitions_total{state=\"failed\"}", "failed")
            .colours("green", 1, "red")
            .size(4, 4),
        new Panel(4, Kind.STAT, "Firing alerts", "Alerts that fire now; the table below has them.")
            .now("count(ALERTS{alertstate=\"firing\"}) or vector(0)", "alerts")
            .colours("green", 1, "red")
            .size(4, 4),
        new Panel(
                5,
                Kind.STAT,
                "Budget used",
                "Share of the server's --budget; at 100 % all runs are stopped.")
            .now("gradlab_budget_used_ratio", "used")
            .unit("percentunit")
            .colours("green", 0.8, "orange", 1, "red")
            .size(4, 4),
        new Panel(6, Kind.STAT, "Server", "Whether the metrics page answers.")
            .now("up{job=\"gradlab\"}", "server")
            .word(1, "up")
            .word(0, "DOWN")
            .colours("red", 1, "green")
            .size(4, 4));
  }

  private static Dashboard.Row runs() {
    return Dashboard.row(
        "Runs",
        new Panel(
                10,
                Kind.TIMELINE,
                "States",
                "The state of each run over time. A run leaves 5 minutes after its end.")
            .range(Expr.filtered("run:gradlab_run_state:code"), "{{run}}")
            .word(1, "queued")
            .word(2, "starting")
            .word(3, "running")
            .word(4, "ending")
            .word(5, "lost")
            .word(6, "paused")
            .word(7, "stopped")
            .word(8, "preempted")
            .word(9, "completed")
            .word(10, "killed")
            .word(11, "failed")
            .colours(
                "super-light-blue",
                2,
                "light-blue",
                3,
                "blue",
                4,
                "yellow",
                5,
                "orange",
                6,
                "yellow",
                9,
                "green",
                10,
                "orange",
                11,
                "red")
            .toRun()
            .size(12, 6),
        new Panel(11, Kind.GAUGES, "Progress", "Steps done of those planned.")
            .now(Expr.filtered("run:gradlab_run_progress:ratio"), "{{run}}")
            .unit("percentunit")
            .between(0, 1)
            .colours("blue")
            .toRun()
            .size(12, 6),
        new Panel(
                12,
                Kind.TABLE,
                "Results and verdicts",
                "Best validation accuracy and what `gradlab diagnose` says of each run.")
            .rows(
                "sum by (run, network, block, seed, seed_group) ("
                    + Expr.filtered("gradlab_run_best_val_accuracy_ratio")
                    + ")")
            .rows("sum by (run, verdict) (gradlab_run_diagnosis == 1)")
            .valueColumn("best val accuracy")
            .unit("percentunit")
            .toRun()
            .size(12, 6),
        new Panel(
                13,
                Kind.TABLE,
                "Firing alerts",
                "What the rules in deploy/prometheus/rules say now; run leads to the run.")
            .rows("ALERTS{alertstate=\"firing\"}")
            .toRun()
            .size(12, 6));
  }

  private static Dashboard.Row learning() {
    return Dashboard.row(
        "Learning",
        new Panel(
                20,
                Kind.LINES,
                "Training loss",
                "Mean over the newest recorded steps. ln 100 = 4.605 is what knowing nothing of CIFAR-100 costs.")
            .range(Expr.filtered("gradlab_run_step_loss"), "{{run}}")
            .toRun()
            .axis("cross-entropy"),
        new Panel(21, Kind.LINES, "Validation accuracy", "Of each finished epoch.")
            .range(Expr.filtered("gradlab_run_accuracy_ratio{split=\"val\"}"), "{{run}}")
            .unit("percentunit")
            .atLeast(0)
            .toRun(),
        new Panel(
                22,
                Kind.LINES,
                "Images per second",
                "What each run trains on, over the last minute.")
            .range(Expr.filtered("run:gradlab_run_images:rate1m"), "{{run}}")
            .unit("ops")
            .atLeast(0)
            .toRun(),
        new Panel(
                23,
                Kind.LINES,
                "Decades the gradient loses",
                "Powers of ten between the last convolution and the first: networks that train lose less than 3, the broken VGG_38 loses 14.")
            .range(Expr.filtered("gradlab_run_gradient_decades_lost"), "{{run}}")
            .colours("green", 3, "red")
            .toRun()
            .axis("decades"));
  }
}
