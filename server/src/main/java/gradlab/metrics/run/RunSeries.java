package gradlab.metrics.run;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * What the registry shows of one run: as much as was last asked for, no more. Holds its values
 * itself, as the registry holds them weakly. Guarded by its run.
 */
final class RunSeries {
  private record Key(RunMetric metric, Tags labels) {}

  private static final class Shown {
    private volatile DoubleSupplier value;
    private Meter meter;

    double get() {
      return value.getAsDouble();
    }
  }

  private final MeterRegistry registry;
  private final Tags run;
  private final Map<Key, Shown> shown = new HashMap<>();

  RunSeries(MeterRegistry registry, Tags run) {
    this.registry = registry;
    this.run = run;
  }

  /** Shows these, and removes those that are not among them. */
  void show(List<Series> wanted) {
    var gone = new HashSet<>(shown.keySet());
    for (Series series : wanted) {
      var key = new Key(series.metric(), series.labels());
      gone.remove(key);
      Shown there = shown.get(key);
      if (there == null) {
        there = new Shown();
        there.value = series.value();
        there.meter = register(key, there);
        shown.put(key, there);
      } else {
        there.value = series.value();
      }
    }
    gone.forEach(key -> registry.remove(shown.remove(key).meter));
  }

  int size() {
    return shown.size();
  }

  private Meter register(Key key, Shown value) {
    RunMetric metric = key.metric;
    Tags labels = run.and(key.labels);
    return switch (metric.kind) {
      case GAUGE ->
          Gauge.builder(metric.meter, value, Shown::get)
              .description(metric.description)
              .baseUnit(metric.unit.isEmpty() ? null : metric.unit)
              .tags(labels)
              .register(registry);
      case COUNTER ->
          FunctionCounter.builder(metric.meter, value, Shown::get)
              .description(metric.description)
              .baseUnit(metric.unit.isEmpty() ? null : metric.unit)
              .tags(labels)
              .register(registry);
    };
  }
}
