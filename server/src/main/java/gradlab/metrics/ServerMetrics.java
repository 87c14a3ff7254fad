package gradlab.metrics;

import gradlab.domain.RunState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Everything Prometheus can ask this server. Thread-safe. */
public final class ServerMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final AtomicInteger openStreams = new AtomicInteger();
  private final Timer append;
  private final Map<RunState, Counter> reached = new EnumMap<>(RunState.class);

  public ServerMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
    append =
        Timer.builder("gradlab.log.append")
            .description("Time to make a batch of events durable")
            .publishPercentileHistogram(false)
            .register(registry);
    Gauge.builder("gradlab.streams.open", openStreams, AtomicInteger::get)
        .description("StreamMetrics calls in progress")
        .register(registry);
    for (var state : RunState.values()) {
      reached.put(
          state,
          Counter.builder("gradlab.run.transitions")
              .description("Runs that came into a state since the server's start")
              .tag("state", label(state))
              .register(registry));
    }
  }

  /**
   * Counts a call that was refused for want of a token or a role.
   *
   * @param code gRPC's, of which there are few
   */
  public void countRefused(String code) {
    Counter.builder("gradlab.calls.refused")
        .description("Calls without a valid token, or without the role")
        .tag("code", code.toLowerCase(Locale.ROOT))
        .register(registry) // the same one where it is there already
        .increment();
  }

  /** Registers the gauges of runs that have not ended, by state. */
  public void watchRuns(Supplier<Map<RunState, Integer>> activeByState) {
    for (var state : RunState.values()) {
      if (!state.ended()) {
        Gauge.builder("gradlab.runs", activeByState, s -> s.get().getOrDefault(state, 0))
            .description("Runs that have not ended")
            .tag("state", label(state))
            .strongReference(true) // nobody else holds the supplier
            .register(registry);
      }
    }
  }

  public void timeAppend(Runnable task) {
    append.record(task);
  }

  public void countState(RunState state) {
    reached.get(state).increment();
  }

  public void streamOpened() {
    openStreams.incrementAndGet();
  }

  public void streamClosed() {
    openStreams.decrementAndGet();
  }

  public int openStreams() {
    return openStreams.get();
  }

  /** The whole page in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  private static String label(RunState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }
}
