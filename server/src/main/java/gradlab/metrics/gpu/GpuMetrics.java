package gradlab.metrics.gpu;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nvidia-smi says, asked in the background: a scrape shows the newest answer. */
public final class GpuMetrics {
  private static final Logger LOGGER = LoggerFactory.getLogger(GpuMetrics.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private record Shown(MultiGauge gauge, Function<GpuReading, OptionalDouble> value) {}

  private final NvidiaSmi program;
  private final Counter failures;
  private final MultiGauge info;
  private final List<Shown> shown;
  private boolean failing;

  private GpuMetrics(NvidiaSmi program, MeterRegistry registry) {
    this.program = program;
    failures =
        Counter.builder("gradlab.gpu.query.failures")
            .description("Times that nvidia-smi failed or did not answer in time")
            .register(registry);
    info =
        MultiGauge.builder("gradlab.gpu.info").description("The GPUs there are").register(registry);
    shown =
        List.of(
            new Shown(
                gauge(registry, "utilization", "ratio", "Share of time in which a kernel ran"),
                GpuReading::utilization),
            new Shown(
                gauge(registry, "memory.used", "bytes", "GPU memory in use"),
                GpuReading::memoryUsedBytes),
            new Shown(
                gauge(registry, "memory.size", "bytes", "GPU memory there is"),
                GpuReading::memoryBytes),
            new Shown(
                gauge(registry, "temperature", "celsius", "Temperature of the GPU"),
                GpuReading::temperatureCelsius),
            new Shown(
                gauge(registry, "power", "watts", "Power that the card draws"),
                GpuReading::powerWatts));
  }

  private static MultiGauge gauge(
      MeterRegistry registry, String name, String unit, String description) {
    return MultiGauge.builder("gradlab.gpu." + name)
        .baseUnit(unit)
        .description(description)
        .register(registry);
  }

  /**
   * Where nvidia-smi is on the PATH.
   *
   * @param path the environment's
   */
  public static Optional<GpuMetrics> find(Optional<String> path, MeterRegistry registry) {
    return find(path, registry, LIMIT);
  }

  static Optional<GpuMetrics> find(Optional<String> path, MeterRegistry registry, Duration limit) {
    return NvidiaSmi.find(path, limit).map(program -> new GpuMetrics(program, registry));
  }

  /** Asks once; called by one thread, again and again. After a failure there are no values. */
  public void sample() {
    List<GpuReading> gpus = List.of();
    try {
      gpus = program.read();
      failing = false;
    } catch (IOException e) {
      failures.increment();
      if (!failing) { // once, not every few seconds
        LOGGER.warn("no GPU metrics: {}", e.getMessage());
      }
      failing = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    show(gpus);
  }

  private void show(List<GpuReading> gpus) {
    info.register(
        gpus.stream()
            .map(
                g ->
                    Row.of(
                        Tags.of(
                            "gpu",
                            g.index(),
                            "name",
                            g.name(),
                            "uuid",
                            g.uuid(),
                            "driver",
                            g.driver()),
                        1))
            .toList(),
        true);
    for (Shown each : shown) {
      each.gauge.register(
          gpus.stream()
              .filter(g -> each.value.apply(g).isPresent())
              .<Row<?>>map(
                  g -> Row.of(Tags.of("gpu", g.index()), each.value.apply(g).getAsDouble()))
              .toList(),
          true);
    }
  }
}
