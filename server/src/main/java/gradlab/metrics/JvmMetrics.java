package gradlab.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** The server's own JVM, under Micrometer's usual names. */
record JvmMetrics(JvmGcMetrics garbageCollection) implements AutoCloseable {

  static JvmMetrics of(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    var garbageCollection = new JvmGcMetrics();
    garbageCollection.bindTo(registry);
    return new JvmMetrics(garbageCollection);
  }

  @Override
  public void close() {
    garbageCollection.close();
  }
}
