package gradlab.metrics.run;

import gradlab.domain.RunId;
import gradlab.store.RunLog;
import gradlab.store.StoredEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that the metrics page shows: those with a worker, and for a while those that had one. So
 * the number of series is bounded, however many runs there were. Watching never stops a run: what
 * goes wrong here is logged. Thread-safe.
 */
public final class RunsOnPage {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunsOnPage.class);

  private final MeterRegistry registry;
  private final Duration keepEnded;
  private final int mostEnded;
  private final LongSupplier nanos;
  private final Map<RunId, WatchedRun> runs = new ConcurrentHashMap<>();
  private final Counter removedForAge;
  private final Counter removedForNumber;

  /**
   * @param keepEnded how long the series of a run stay after its end
   * @param mostEnded of how many ended runs they stay at most
   * @param nanos {@link System#nanoTime}
   */
  public RunsOnPage(MeterRegistry registry, Duration keepEnded, int mostEnded, LongSupplier nanos) {
    this.registry = registry;
    this.keepEnded = keepEnded;
    this.mostEnded = mostEnded;
    this.nanos = nanos;
    this.removedForAge = removed("age");
    this.removedForNumber = removed("number");
  }

  private Counter removed(String reason) {
    return Counter.builder("gradlab.run.removals")
        .description("Ended runs whose series were removed from this page")
        .tag("reason", reason)
        .register(registry);
  }

  /** Shows the run where a worker is at work. */
  public void watch(RunLog log) {
    recorded(log, List.of());
  }

  /**
   * Called by the run's owner, after each append.
   *
   * @param written what was appended
   */
  public void recorded(RunLog log, List<StoredEvent> written) {
    try {
      var id = log.view().id();
      var watched = runs.get(id);
      if (watched != null) {
        watched.add(written);
      } else if (log.view().state().atWork()) {
        runs.put(id, new WatchedRun(registry, log, nanos));
      } else {
        return;
      }
      prune();
    } catch (RuntimeException e) {
      LOGGER.warn("run {} is not on the metrics page as it should be", log.view().id(), e);
    }
  }

  /** A worker's sign of life. */
  public void alive(RunId id, WorkerSigns signs) {
    var watched = runs.get(id);
    if (watched != null) {
      watched.alive(signs);
    }
  }

  /** The run was deleted. */
  public void forget(RunId id) {
    var watched = runs.remove(id);
    if (watched != null) {
      watched.remove();
    }
  }

  /** Removes what has ended too long ago, and what is too much. */
  public synchronized void prune() {
    long now = nanos.getAsLong();
    var ended =
        runs.entrySet().stream()
            .filter(e -> e.getValue().restingSince().isPresent())
            .sorted(Comparator.comparingLong(e -> age(e.getValue(), now)))
            .toList();
    for (int newest = 0; newest < ended.size(); newest++) {
      var run = ended.get(newest);
      boolean old = age(run.getValue(), now) >= keepEnded.toNanos();
      if (old || newest >= mostEnded) {
        forget(run.getKey());
        (old ? removedForAge : removedForNumber).increment();
      }
    }
  }

  private static long age(WatchedRun run, long now) {
    return now - run.restingSince().orElse(now);
  }

  /** How many runs are on the page. */
  public int size() {
    return runs.size();
  }
}
