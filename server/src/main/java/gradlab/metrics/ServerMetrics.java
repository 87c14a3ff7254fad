package gradlab.metrics;

import gradlab.domain.Cause;
import gradlab.domain.RunState;
import gradlab.domain.Version;
import gradlab.metrics.gpu.GpuMetrics;
import gradlab.metrics.host.Sampled;
import gradlab.metrics.run.RunsOnPage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Everything Prometheus can ask this server. Thread-safe. */
public final class ServerMetrics implements AutoCloseable {
  private static final Duration[] DISK_BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1)
  };

  private final PrometheusMeterRegistry page =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MeterRegistry registry;
  private final JvmMetrics jvm;
  private final RunsOnPage runs;
  private final GrpcMetrics grpc;
  private final Sampled sampled;
  private final AtomicInteger openStreams = new AtomicInteger();
  private final Timer append;
  private final Timer sync;
  private final Counter duplicates;
  private final Counter protocolErrors;
  private final Counter pageRefused;
  private final Map<RunState, Counter> reached = new EnumMap<>(RunState.class);
  private final Map<Cause, Counter> lost = new EnumMap<>(Cause.class);

  public ServerMetrics() {
    this(MetricsSettings.DEFAULT);
  }

  public ServerMetrics(MetricsSettings settings) {
    registry = settings.otlp().map(this::withOtlp).orElse(page);
    jvm = JvmMetrics.of(registry);
    runs = new RunsOnPage(registry, settings.keepEnded(), settings.mostEnded(), System::nanoTime);
    grpc = new GrpcMetrics(registry);
    sampled = new Sampled(registry);
    append = disk("gradlab.log.append", "Time to make a batch of events durable");
    sync = disk("gradlab.log.fsync", "The part of it that the disk took to make it durable");
    duplicates = counter("gradlab.worker.reports.dropped", "Reports that were on record already");
    protocolErrors =
        counter("gradlab.worker.protocol.errors", "Workers that did not keep to the protocol");
    pageRefused =
        counter("gradlab.metrics.refused", "Requests of the metrics page without its token");
    Gauge.builder("gradlab.streams.open", openStreams, AtomicInteger::get)
        .description("StreamMetrics calls in progress")
        .register(registry);
    Gauge.builder("gradlab.server.info", () -> 1)
        .description("The server that answers")
        .tag("version", Version.CURRENT)
        .tag("java", Runtime.version().toString())
        .register(registry);
    for (var state : RunState.values()) {
      reached.put(
          state,
          Counter.builder("gradlab.run.transitions")
              .description("Runs that came into a state since the server's start")
              .tag("state", label(state))
              .register(registry));
    }
    for (var cause : List.of(Cause.CRASH, Cause.HUNG)) {
      lost.put(
          cause,
          Counter.builder("gradlab.worker.losses")
              .description("Workers that ended without a word, or did not answer any more")
              .tag("cause", label(cause))
              .register(registry));
    }
  }

  private MeterRegistry withOtlp(MetricsSettings.Otlp otlp) {
    var both = new CompositeMeterRegistry();
    both.add(page);
    both.add(Otlp.registry(otlp));
    return both;
  }

  private Timer disk(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(DISK_BUCKETS)
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /** The runs that are shown. */
  public RunsOnPage runs() {
    return runs;
  }

  /** The API's calls. */
  public GrpcMetrics grpc() {
    return grpc;
  }

  /** Values that are looked at in the background. */
  public Sampled sampled() {
    return sampled;
  }

  /** Where nvidia-smi is on the PATH. */
  public Optional<GpuMetrics> gpus(Optional<String> path) {
    return GpuMetrics.find(path, registry);
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

  /** Counts a request of the page without its token. */
  void countPageRefused() {
    pageRefused.increment();
  }

  /** Counts a worker's report that was left out because it is on record already. */
  public void countDuplicate() {
    duplicates.increment();
  }

  /** Counts a worker that did not keep to the protocol. */
  public void countProtocolError() {
    protocolErrors.increment();
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

  /** What an append of a log takes. */
  public <T> T timeAppend(Supplier<T> task) {
    return append.record(task);
  }

  /** What an fsync of a log took. */
  public void countSync(long nanos) {
    sync.record(nanos, TimeUnit.NANOSECONDS);
  }

  public void countState(RunState state, Cause cause) {
    reached.get(state).increment();
    Optional.ofNullable(lost.get(cause))
        .filter(counter -> state != RunState.LOST) // it may come back
        .ifPresent(Counter::increment);
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
    runs.prune();
    return page.scrape();
  }

  private static String label(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
  }
}
