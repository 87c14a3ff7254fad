package gradlab.metrics.run;

import gradlab.store.RunLog;
import gradlab.store.StoredEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One run on the page, from its first worker until its series are removed. Thread-safe. */
final class WatchedRun {
  /** From a small network on a GPU to a large one on a laptop. */
  private static final Duration[] STEP_BUCKETS = {
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final LongSupplier nanos;
  private final RunFigures figures;
  private final RunSeries series;
  private final Timer stepTime;
  private final Counter dataWait;
  private final Counter leftOut;
  private Optional<WorkerSigns> signs = Optional.empty();
  private OptionalLong restingSince = OptionalLong.empty();
  private boolean removed;

  WatchedRun(MeterRegistry registry, RunLog log, LongSupplier nanos) {
    this.registry = registry;
    this.nanos = nanos;
    this.figures = new RunFigures(log);
    var run = Tags.of("run", log.view().id().value());
    this.series = new RunSeries(registry, run);
    this.stepTime =
        Timer.builder("gradlab.run.step.duration")
            .description(
                "Wall time of a step, its wait for data included, as its worker reports it")
            .serviceLevelObjectives(STEP_BUCKETS)
            .tags(run)
            .register(registry);
    this.dataWait =
        Counter.builder("gradlab.run.data.wait")
            .description("What steps waited for data, as the worker reports it")
            .baseUnit("seconds")
            .tags(run)
            .register(registry);
    this.leftOut =
        Counter.builder("gradlab.run.steps.untimed")
            .description(
                "Steps that are not in the step times: there were too many between reports")
            .tags(run)
            .register(registry);
    show();
  }

  synchronized void add(List<StoredEvent> written) {
    if (!removed) {
      figures.add(written);
      show();
    }
  }

  synchronized void alive(WorkerSigns said) {
    if (removed) {
      return;
    }
    // what comes over a wire may be anything
    said.stepSeconds().stream()
        .filter(s -> s >= 0 && Double.isFinite(s))
        .forEach(s -> stepTime.record((long) (s * 1e9), TimeUnit.NANOSECONDS));
    if (said.dataWaitSeconds() > 0 && Double.isFinite(said.dataWaitSeconds())) {
      dataWait.increment(said.dataWaitSeconds());
    }
    leftOut.increment(Math.max(0, said.stepsLeftOut()));
    signs = Optional.of(said).filter(s -> s.residentBytes() > 0);
    show();
  }

  private void show() {
    boolean atWork = figures.view().state().atWork();
    if (atWork) {
      restingSince = OptionalLong.empty();
    } else {
      signs = Optional.empty(); // its worker is gone
      restingSince = restingSince.isPresent() ? restingSince : OptionalLong.of(nanos.getAsLong());
    }
    var rows = new ArrayList<>(RunRows.of(figures));
    signs.ifPresent(
        s -> {
          rows.add(Series.of(RunMetric.WORKER_RESIDENT, s.residentBytes()));
          rows.add(Series.of(RunMetric.WORKER_HEAP, s.heapUsedBytes()));
          rows.add(Series.of(RunMetric.WORKER_NATIVE, s.nativeBytes()));
        });
    series.show(rows);
  }

  /** {@link System#nanoTime} of when no worker was at work any more; empty while one is. */
  synchronized OptionalLong restingSince() {
    return restingSince;
  }

  synchronized void remove() {
    removed = true;
    series.show(List.of());
    registry.remove(stepTime);
    registry.remove(dataWait);
    registry.remove(leftOut);
  }
}
