package gradlab.grafana;

import gradlab.grafana.Panel.Kind;
import java.util.List;

/** One run: curves, speed, cost, alerts. */
public final class RunDashboard {
  public static final String UID = "gradlab-run";

  private RunDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        UID,
        "gradlab / One run",
        "How one run learns, how fast, what it costs, and what is wrong with it",
        List.of(Variable.NETWORK, Variable.BLOCK, Variable.SEED_GROUP, Variable.RUN),
        List.of(state(), curves(), speed(), use()));
  }

  private static String of(String metric) {
    return metric + "{run=\"$run\"}";
  }

  private static String of(String metric, String label, String value) {
    return "%s{run=\"$run\", %s=\"%s\"}".formatted(metric, label, value);
  }

  private static Dashboard.Row state() {
    return Dashboard.row(
        "$run",
        new Panel(1, Kind.STAT, "State", "The state the run is in.")
            .now(of("gradlab_run_state") + " == 1", "{{state}}")
            .named()
            .colours("blue")
            .size(4, 4),
        new Panel(
                2,
                Kind.STAT,
                "Verdict",
                "What `gradlab diagnose` says with its default thresholds.")
            .now(of("gradlab_run_diagnosis") + " == 1", "{{verdict}}")
            .named()
            .colours("purple")
            .size(4, 4),
        new Panel(3, Kind.STAT, "Progress", "Steps done of those planned.")
            .now(of("run:gradlab_run_progress:ratio"), "done")
            .unit("percentunit")
            .colours("blue")
            .size(4, 4),
        new Panel(4, Kind.STAT, "Best validation accuracy", "Of the epochs so far.")
            .now(of("gradlab_run_best_val_accuracy_ratio"), "best")
            .unit("percentunit")
            .colours("orange", 0.02, "blue", 0.3, "green")
            .size(4, 4),
        new Panel(
                6,
                Kind.STAT,
                "Cost",
                "In the currency of the server's --price-per-hour; 0 without one.")
            .now(of("gradlab_run_cost_total"), "cost")
            .colours("blue")
            .size(4, 4),
        new Panel(
                7,
                Kind.STAT,
                "Newest checkpoint",
                "Time since it was written: what a crash would cost.")
            .now("time() - " + of("gradlab_run_checkpoint_timestamp_seconds"), "age")
            .unit("s")
            .colours("green", 1200, "orange", 1800, "red")
            .size(4, 4),
        new Panel(
                8,
                Kind.TABLE,
                "Firing alerts of this run",
                "With what they are about; empty is good.")
            .rows("ALERTS{alertstate=\"firing\", run=\"$run\"}")
            .size(24, 5));
  }

  private static Dashboard.Row curves() {
    return Dashboard.row(
        "Learning",
        new Panel(
                10,
                Kind.LINES,
                "Loss",
                "Steps: mean over the newest recorded steps. A loss that stays at the class frequencies' has learnt only those.")
            .range(of("gradlab_run_step_loss"), "steps")
            .range(of("gradlab_run_loss", "split", "train"), "train")
            .range(of("gradlab_run_loss", "split", "val"), "val")
            .range(of("gradlab_run_class_prior_loss", "split", "train"), "class frequencies")
            .axis("cross-entropy"),
        new Panel(
                11,
                Kind.LINES,
                "Accuracy",
                "Of each finished epoch; steps: of the newest recorded steps.")
            .range(of("gradlab_run_step_accuracy_ratio"), "steps")
            .range(of("gradlab_run_accuracy_ratio", "split", "train"), "train")
            .range(of("gradlab_run_accuracy_ratio", "split", "val"), "val")
            .unit("percentunit")
            .atLeast(0),
        new Panel(12, Kind.LINES, "Learning rate", "As the schedule has it.")
            .range(of("gradlab_run_learning_rate"), "learning rate")
            .unit("sci")
            .atLeast(0)
            .size(8, 7),
        new Panel(
                13, Kind.LINES, "Step", "Goes back where the run goes on from an older checkpoint.")
            .range(of("gradlab_run_step"), "step")
            .range(of("gradlab_run_checkpoint_step"), "in the newest checkpoint")
            .atLeast(0)
            .size(8, 7),
        new Panel(
                14,
                Kind.LINES,
                "Gradient ratio, log10",
                "Mean |g| of the first convolution over that of the last: below -3 it vanishes. An exact zero shows as -20.")
            .range(
                "log10(clamp_min(" + of("gradlab_run_gradient_ratio") + ", 1e-20))", "log10 ratio")
            .colours("red", -3, "green")
            .size(8, 7));
  }

  private static Dashboard.Row speed() {
    return Dashboard.row(
        "Speed",
        new Panel(20, Kind.LINES, "Images per second", "Over the last minute.")
            .range(of("run:gradlab_run_images:rate1m"), "images per second")
            .unit("ops")
            .atLeast(0)
            .size(8, 7),
        new Panel(
                21,
                Kind.LINES,
                "Time of a step",
                "Mean and 95th percentile over the last minute, each step as its worker timed it.")
            .range(of("run:gradlab_run_step_duration_seconds:mean1m"), "mean")
            .range(of("run:gradlab_run_step_duration_seconds:p95_1m"), "95 %")
            .unit("s")
            .atLeast(0)
            .size(8, 7),
        new Panel(
                22,
                Kind.LINES,
                "Waiting for data",
                "Share of a step's time that waits for images; above 20 % the training starves.")
            .range(of("run:gradlab_run_data_wait:ratio1m"), "waiting")
            .unit("percentunit")
            .atLeast(0)
            .colours("green", 0.2, "red")
            .size(8, 7));
  }

  private static Dashboard.Row use() {
    return Dashboard.row(
        "What it uses",
        new Panel(
                30,
                Kind.LINES,
                "Worker memory",
                "Of the process; native is what lies outside of the JVM: tensors, oneDNN, libraries.")
            .range(
                "avg_over_time(" + of("gradlab_worker_resident_memory_bytes") + "[1m])", "process")
            .range("avg_over_time(" + of("gradlab_worker_native_memory_bytes") + "[1m])", "native")
            .range("avg_over_time(" + of("gradlab_worker_heap_used_bytes") + "[1m])", "heap in use")
            .unit("bytes")
            .atLeast(0)
            .size(12, 7),
        new Panel(
                31, Kind.LINES, "Cost", "Cost, and the share that is used of the run's own limits.")
            .range(of("gradlab_run_cost_total"), "cost")
            .atLeast(0)
            .size(12, 7));
  }
}
