package gradlab.metrics.run;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunState;
import gradlab.metrics.Page;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.store.Runs;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows is what the log says, to the last bit. */
class ExactValuesTest {
  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 5e-324, 1e308, 0
  };

  @TempDir Path folder;
  @AutoClose private final PrometheusMeterRegistry registry = registry();
  private final Random random = new Random(7);

  private static PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  private static RunsOnPage on(PrometheusMeterRegistry registry) {
    return new RunsOnPage(registry, Duration.ofMinutes(5), 8, System::nanoTime);
  }

  private double value() {
    return random.nextInt(5) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextGaussian();
  }

  private StepMetrics step(long step) {
    return new StepMetrics(
        (int) step / 10, step, (int) step % 10, 10, value(), value(), value(), 5, 100, 0);
  }

  private EpochMetrics epoch(int epoch) {
    return new EpochMetrics(
        epoch,
        (epoch + 1) * 10L,
        value(),
        value(),
        value(),
        value(),
        value(),
        Duration.ofSeconds(1),
        100,
        0,
        epoch,
        value());
  }

  private RunEvent flow(int epoch, boolean end) {
    var layers =
        List.of("input_conv_conv_0", "block_0_0_conv_0", "reduction_block_0_conv_0").stream()
            .map(n -> new LayerGradient(n, value(), value(), value(), value(), value(), 9))
            .toList();
    return new RunEvent.GradientsSampled(
        new GradientFlow(epoch, (epoch + 1) * 10L, end, layers, List.of()));
  }

  @Test
  void everyValueIsThatOfTheLogAlsoAfterARewindAndANewStart() throws Exception {
    var run = new WatchedLog(on(registry), folder, "a");
    run.run();
    for (int epoch = 0; epoch < 4; epoch++) {
      run.worker(step(epoch * 10 + 5), flow(epoch, true), step(epoch * 10 + 10), epoch(epoch));
      assertShows(run.log, registry);
    }
    run.worker(new RunEvent.Rewound(20), step(25));
    assertShows(run.log, registry);
    assertThat(page(registry).value("gradlab_run_steps_total")).isEqualTo(45);
    assertThat(page(registry).value("gradlab_run_step")).isEqualTo(25);
    // 1900 images in batches of 100: 19 steps an epoch
    assertThat(page(registry).value("gradlab_run_images_total")).isEqualTo(4500);
    run.worker(new RunEvent.TestEvaluated(1, 4.25, 0.125));
    assertShows(run.log, registry);

    // the next server reads it all from the log
    var other = registry();
    on(other).watch(RunLog.open(run.log.directory()));
    assertShows(run.log, other);
    other.close();
  }

  private static Page page(PrometheusMeterRegistry registry) {
    return new Page(registry.scrape());
  }

  private static void assertShows(RunLog log, PrometheusMeterRegistry registry) {
    var page = page(registry);
    var view = log.view();
    var epochs = RunHistory.epochs(log);
    var last = epochs.get(epochs.size() - 1);
    assertThat(view.lastEpoch()).contains(last);
    assertSame(page.value("gradlab_run_loss", "split=\"train\""), last.trainLoss());
    assertSame(page.value("gradlab_run_loss", "split=\"val\""), last.valLoss());
    assertSame(page.value("gradlab_run_accuracy_ratio", "split=\"train\""), last.trainAcc());
    assertSame(page.value("gradlab_run_accuracy_ratio", "split=\"val\""), last.valAcc());
    assertSame(page.value("gradlab_run_best_val_accuracy_ratio"), last.bestValAcc());
    var step = view.lastStep().orElseThrow();
    assertSame(page.value("gradlab_run_step_loss"), step.trainLoss());
    assertSame(page.value("gradlab_run_step_accuracy_ratio"), step.trainAcc());
    view.test()
        .ifPresent(t -> assertSame(page.value("gradlab_run_loss", "split=\"test\""), t.testLoss()));
    var flows = RunHistory.flows(log, any -> true);
    var flow = flows.get(flows.size() - 1);
    for (int i = 0; i < flow.layers().size(); i++) {
      var g = flow.layers().get(i);
      String layer = "layer=\"%02d_%s\"".formatted(i + 1, g.layer());
      assertSame(page.value("gradlab_run_layer_gradient_mean_abs", layer), g.meanAbs());
      assertSame(page.value("gradlab_run_layer_gradient_l2_norm", layer), g.l2Norm());
      assertSame(page.value("gradlab_run_layer_gradient_max_abs", layer), g.maxAbs());
      assertSame(page.value("gradlab_run_layer_gradient_zero_ratio", layer), g.zeroShare());
      assertSame(page.value("gradlab_run_layer_update_ratio", layer), g.updateRatio());
    }
    assertThat(page.lines("gradlab_run_gradient_ratio"))
        .hasSize(flow.gradientRatio().isPresent() ? 1 : 0);
    flow.gradientRatio().ifPresent(r -> assertSame(page.value("gradlab_run_gradient_ratio"), r));
  }

  private static void assertSame(double shown, double recorded) {
    assertThat(Double.doubleToLongBits(shown)).isEqualTo(Double.doubleToLongBits(recorded));
  }

  @Test
  void whatIsNoNumberIsShownAsSuchAndCounted() {
    var run = new WatchedLog(on(registry), folder, "a");
    run.run();
    run.worker(Runs.step(1, 4.5));
    assertThat(page(registry).value("gradlab_nonfinite_total", "measure=\"loss\"")).isZero();
    run.worker(Runs.step(2, Double.NaN), Runs.step(3, Double.POSITIVE_INFINITY));
    assertThat(page(registry).lines("gradlab_run_step_loss"))
        .containsExactly("gradlab_run_step_loss{run=\"a\"} +Inf");
    assertThat(page(registry).value("gradlab_nonfinite_total", "measure=\"loss\"")).isEqualTo(2);
    assertThat(page(registry).value("gradlab_run_diagnosis", "verdict=\"nan\"")).isEqualTo(1);
    run.worker(flowWithNan());
    assertThat(page(registry).value("gradlab_nonfinite_total", "measure=\"gradient\""))
        .isEqualTo(1);
    assertThat(page(registry).value("gradlab_run_layer_gradient_mean_abs", "01_x")).isNaN();
  }

  private static RunEvent flowWithNan() {
    var layer = new LayerGradient("x", Double.NaN, 1, 1, 0, 0, 1);
    return new RunEvent.GradientsSampled(new GradientFlow(0, 3, false, List.of(layer), List.of()));
  }

  @Test
  void statesAndVerdictsAreSetsWithOneMember() {
    var run = new WatchedLog(on(registry), folder, "a");
    run.run();
    run.worker(Runs.flow(0, 1e-9, 1), Runs.epoch(0, 4.6));
    for (var state : List.of(RunState.LOST, RunState.RUNNING, RunState.FAILED)) {
      run.state(state);
      var ones =
          page(registry).lines("gradlab_run_state").stream()
              .filter(l -> l.endsWith(" 1.0"))
              .toList();
      assertThat(ones).singleElement().asString().contains(state.name().toLowerCase());
      assertThat(page(registry).lines("gradlab_run_state")).hasSize(RunState.values().length);
    }
    assertThat(page(registry).value("gradlab_run_diagnosis", "verdict=\"vanishing\"")).isEqualTo(1);
    assertThat(page(registry).value("gradlab_run_diagnosis", "verdict=\"healthy\"")).isZero();
  }

  @Test
  void layersSortByDepth() {
    assertThat(LayerRows.label(3, 39, "x")).isEqualTo("03_x");
    assertThat(LayerRows.label(3, 100, "x")).isEqualTo("003_x");
  }
}
