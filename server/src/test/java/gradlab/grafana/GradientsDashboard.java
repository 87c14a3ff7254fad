package gradlab.grafana;

import gradlab.grafana.Panel.Kind;
import java.util.List;

/** Where the gradient goes, layer by layer: healthy and broken runs beside each other. */
final class GradientsDashboard {
  static final String UID = "gradlab-gradients";

  private GradientsDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
        UID,
        "gradlab / Gradient flow",
        "Where the gradient goes, layer by layer, now and over time; each chosen run has its own column",
        List.of(Variable.NETWORK, Variable.BLOCK, Variable.SEED_GROUP, Variable.RUNS),
        List.of(glance(), layers(), overTime(), more()));
  }

  private static Dashboard.Row glance() {
    return Dashboard.row(
        "At a glance",
        new Panel(
                1,
                Kind.GAUGES,
                "Decades lost",
                "Powers of ten that the gradient loses from the last convolution to the first. Below 1 is healthy, above 3 the first layers do not train; the broken VGG_38 loses 14.")
            .now(Expr.chosen("gradlab_run_gradient_decades_lost"), "{{run}}")
            .between(0, 16)
            .colours("green", 1.5, "yellow", 3, "red")
            .toRun()
            .size(8, 6),
        new Panel(
                2,
                Kind.GAUGES,
                "Layers that train",
                "Share of the layers with weights whose mean |g| is at least a thousandth of the last convolution's.")
            .now(Expr.chosen("(gradlab_run_layers_trained / gradlab_run_layers)"), "{{run}}")
            .unit("percentunit")
            .between(0, 1)
            .colours("red", 0.5, "yellow", 0.9, "green")
            .toRun()
            .size(8, 6),
        new Panel(3, Kind.TABLE, "Verdict", "What `gradlab diagnose` says of each run.")
            .rows(
                "sum by (run, network, block, verdict) ("
                    + Expr.chosen("(gradlab_run_diagnosis == 1)")
                    + ")")
            .toRun()
            .size(8, 6));
  }

  private static Dashboard.Row layers() {
    return Dashboard.row(
        "Mean |g| by layer now, input first",
        new Panel(
                10,
                Kind.BARS,
                "$run",
                "Decades of mean |g| above 1e-20 at the newest sample: 20 is mean |g| = 1, 10 is 1e-10; an exact zero has no bar. A healthy network is a plateau; in the broken VGG_38 it is a staircase that falls towards the input.")
            .rows("20 + layer:gradlab_run_layer_gradient_mean_abs:log10{run=~\"$run\"}")
            .between(0, 20)
            .axis("log10 mean |g| + 20")
            .colours("dark-red", 8, "red", 12, "orange", 15, "green")
            .forEach("run")
            .size(12, 10));
  }

  private static Dashboard.Row overTime() {
    return Dashboard.row(
        "log10 of mean |g|: layer by time",
        new Panel(
                20,
                Kind.HEATMAP,
                "$run",
                "Each row is a layer, input on top; colour is log10 of mean |g| (an exact zero is -20): green trains, red gets nothing.")
            .range("layer:gradlab_run_layer_gradient_mean_abs:log10{run=~\"$run\"}", "{{layer}}")
            .between(-14, -2)
            .forEach("run")
            .size(12, 10),
        new Panel(
                21,
                Kind.LINES,
                "Gradient ratio over time, log10",
                "Mean |g| of the first convolution over that of the last; below -3 the gradient vanishes. An exact zero shows as -20.")
            .range(
                "log10(clamp_min(" + Expr.chosen("gradlab_run_gradient_ratio") + ", 1e-20))",
                "{{run}}")
            .colours("red", -3, "green")
            .axis("log10 ratio")
            .toRun(),
        new Panel(
                22,
                Kind.LINES,
                "Decades lost by stage",
                "The same within each stage, where stage 0 is next to the input: which stage loses it.")
            .range(
                Expr.chosen("gradlab_run_stage_gradient_decades_lost"), "{{run}} stage {{stage}}")
            .colours("green", 3, "red")
            .axis("decades")
            .toRun());
  }

  private static Dashboard.Row more() {
    return Dashboard.row(
        "Updates and zeros",
        new Panel(
                30,
                Kind.HEATMAP,
                "$run: update over weights, log10",
                "L2 norm of the optimiser's update over that of the weights. About -3 is healthy. Adam divides by the gradient's own size, so it moves layers whose gradient is only noise as well.")
            .range(
                "log10(clamp_min(gradlab_run_layer_update_ratio{run=~\"$run\"}, 1e-20))",
                "{{layer}}")
            .between(-8, 0)
            .forEach("run")
            .size(12, 9),
        new Panel(
                31,
                Kind.LINES,
                "Share of exact zeros in the gradient",
                "The largest of each run's layers: underflow and dead layers show here.")
            .range(Expr.chosen("max by (run) (gradlab_run_layer_gradient_zero_ratio)"), "{{run}}")
            .unit("percentunit")
            .between(0, 1)
            .toRun(),
        new Panel(
                32,
                Kind.LINES,
                "L2 norm of the whole gradient, log10",
                "Over all layers' weights: what --clip-norm compares with.")
            .range(
                "log10(clamp_min("
                    + Expr.chosen("sqrt(sum by (run) (gradlab_run_layer_gradient_l2_norm ^ 2))")
                    + ", 1e-20))",
                "{{run}}")
            .axis("log10 L2 norm")
            .toRun());
  }
}
