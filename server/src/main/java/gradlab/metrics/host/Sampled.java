package gradlab.metrics.host;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values that may take a while to get (a disk, an index), looked at in the background so that a
 * scrape never waits for them. Thread-safe.
 */
public final class Sampled {
  private static final Logger LOGGER = LoggerFactory.getLogger(Sampled.class);

  private static final class Value {
    private final String name;
    private final DoubleSupplier source;
    private volatile double latest = Double.NaN;

    Value(String name, DoubleSupplier source) {
      this.name = name;
      this.source = source;
    }

    double latest() {
      return latest;
    }
  }

  private final MeterRegistry registry;
  private final List<Value> values = new CopyOnWriteArrayList<>();

  public Sampled(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param unit Prometheus' suffix; empty: none
   */
  public void gauge(String name, String unit, String description, DoubleSupplier source) {
    Gauge.builder(name, added(name, source), Value::latest)
        .description(description)
        .baseUnit(unit.isEmpty() ? null : unit)
        .register(registry);
  }

  /** Of a value that only grows. */
  public void counter(String name, String unit, String description, DoubleSupplier source) {
    FunctionCounter.builder(name, added(name, source), Value::latest)
        .description(description)
        .baseUnit(unit.isEmpty() ? null : unit)
        .register(registry);
  }

  private Value added(String name, DoubleSupplier source) {
    var value = new Value(name, source);
    values.add(value); // held here: the registry holds it weakly
    sample(value);
    return value;
  }

  /** Looks at everything once; called by one thread, again and again. */
  public void sample() {
    values.forEach(Sampled::sample);
  }

  private static void sample(Value value) {
    try {
      value.latest = value.source.getAsDouble();
    } catch (RuntimeException e) {
      value.latest = Double.NaN;
      LOGGER.warn("{} cannot be told: {}", value.name, e.toString());
    }
  }
}
