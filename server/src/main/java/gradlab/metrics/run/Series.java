package gradlab.metrics.run;

import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;

/**
 * One line of the page, without its run.
 *
 * @param value asked at each scrape, on any thread
 */
record Series(RunMetric metric, Tags labels, DoubleSupplier value) {
  static Series of(RunMetric metric, double value, String... labels) {
    return new Series(metric, Tags.of(labels), () -> value);
  }

  static Series live(RunMetric metric, DoubleSupplier value, String... labels) {
    return new Series(metric, Tags.of(labels), value);
  }
}
