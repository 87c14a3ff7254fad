package gradlab.metrics.run;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunState;
import gradlab.metrics.Page;
import gradlab.store.Runs;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many runs there were, the page stays small; and it is quick. */
class BoundedSeriesTest {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final int MOST_ENDED = 8;

  /** A scrape of five VGG_38 at work. */
  private static final Duration MOST_SCRAPE = Duration.ofMillis(50);

  @TempDir Path folder;

  @AutoClose
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final AtomicLong nanos = new AtomicLong(1);
  private final RunsOnPage runs = new RunsOnPage(registry, KEPT, MOST_ENDED, nanos::get);

  private Page page() {
    return new Page(registry.scrape());
  }

  private WatchedLog deep(String id) {
    var run = new WatchedLog(runs, folder, id);
    run.run();
    run.worker(Runs.step(10, 4.6), WatchedLog.deepFlow(10), Runs.epoch(0, 4.6), Runs.checkpoint(0));
    runs.alive(run.log.view().id(), new WorkerSigns(1 << 30, 1, 2, 3, List.of(0.1, 0.2), 0, 0.01));
    return run;
  }

  @Test
  void fiftyRunsLeaveTheSeriesOfNine() {
    int ofOne = 0;
    for (int i = 0; i < 50; i++) {
      var run = deep("run-%02d".formatted(i));
      if (i == 0) {
        ofOne = page().ofRuns().size();
        assertThat(ofOne).isBetween(200, 350);
      }
      if (i < 49) {
        run.state(RunState.COMPLETED);
      }
      nanos.addAndGet(1_000);
    }
    assertThat(runs.size()).isEqualTo(MOST_ENDED + 1);
    assertThat(page().ofRuns()).hasSizeLessThanOrEqualTo((MOST_ENDED + 1) * ofOne);
    assertThat(page().text()).contains("run=\"run-49\"", "run=\"run-41\"").doesNotContain("run-40");
    assertThat(page().value("gradlab_run_removals_total", "number")).isEqualTo(41);
    assertThat(registry.getMeters()).hasSizeLessThan((MOST_ENDED + 2) * ofOne);
  }

  @Test
  void aRunLeavesFiveMinutesAfterItsEnd() {
    var run = deep("a");
    nanos.addAndGet(KEPT.toNanos() * 2);
    runs.prune();
    assertThat(page().ofRuns()).as("it is at work").isNotEmpty();
    run.state(RunState.COMPLETED);
    assertThat(page().value("gradlab_run_state", "completed")).isEqualTo(1);
    assertThat(page().lines("gradlab_worker_resident_memory_bytes")).as("its worker").isEmpty();
    assertThat(page().lines("gradlab_run_checkpoint_age_seconds")).isEmpty();
    nanos.addAndGet(KEPT.toNanos() - 1);
    runs.prune();
    assertThat(page().ofRuns()).isNotEmpty();
    nanos.addAndGet(1);
    runs.prune();
    assertThat(page().ofRuns()).isEmpty();
    assertThat(runs.size()).isZero();
    assertThat(page().value("gradlab_run_removals_total", "age")).isEqualTo(1);

    run.state(RunState.QUEUED);
    assertThat(page().ofRuns()).as("it waits").isEmpty();
    run.state(RunState.STARTING);
    assertThat(page().value("gradlab_run_loss", "train")).as("resumed").isEqualTo(4.6);
  }

  @Test
  void aDeletedRunLeavesAtOnceAndForGood() {
    var run = deep("a");
    run.state(RunState.COMPLETED);
    runs.forget(run.log.view().id());
    runs.alive(run.log.view().id(), new WorkerSigns(1, 1, 1, 1, List.of(1.0), 0, 0));
    assertThat(page().ofRuns()).isEmpty();
  }

  @Test
  void theWorkersSignsAreShown() {
    var run = deep("a");
    var page = page();
    assertThat(page.value("gradlab_run_step_duration_seconds_count")).isEqualTo(2);
    assertThat(page.value("gradlab_run_step_duration_seconds_bucket", "le=\"0.1\"")).isEqualTo(1);
    assertThat(page.value("gradlab_run_step_duration_seconds_sum")).isEqualTo(0.3);
    assertThat(page.value("gradlab_run_data_wait_seconds_total")).isEqualTo(0.01);
    assertThat(page.value("gradlab_worker_resident_memory_bytes")).isEqualTo(1 << 30);
    assertThat(page.value("gradlab_worker_native_memory_bytes")).isEqualTo((1 << 30) - 5);
    runs.alive(
        run.log.view().id(),
        new WorkerSigns(0, 0, 0, 0, List.of(Double.NaN, -1.0), -5, Double.NaN));
    assertThat(page().value("gradlab_run_step_duration_seconds_count")).isEqualTo(2);
    assertThat(page().value("gradlab_run_data_wait_seconds_total")).isEqualTo(0.01);
    assertThat(page().lines("gradlab_worker_resident_memory_bytes")).isEmpty();
  }

  @Test
  void aScrapeOfFiveDeepRunsIsQuick() {
    IntStream.range(0, 5).forEach(i -> deep("run-" + i));
    var times = new long[40];
    for (int i = 0; i < times.length; i++) {
      long from = System.nanoTime();
      assertThat(registry.scrape()).isNotEmpty();
      times[i] = System.nanoTime() - from;
    }
    Arrays.sort(times);
    System.out.printf(
        "scrape of five VGG_38 runs: median %.1f ms, longest %.1f ms, %d series%n",
        times[times.length / 2] / 1e6, times[times.length - 1] / 1e6, page().ofRuns().size());
    assertThat(Duration.ofNanos(times[times.length / 2])).isLessThan(MOST_SCRAPE);
  }
}
