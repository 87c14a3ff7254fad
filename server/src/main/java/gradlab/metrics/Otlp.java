package gradlab.metrics;

import gradlab.domain.Version;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.time.Duration;
import java.util.Map;

/**
 * Sends the same meters to an OpenTelemetry collector. Nothing of it is loaded unless it is asked
 * for. Headers, for a collector that wants a key, come from OTEL_EXPORTER_OTLP_HEADERS, which is no
 * command line that others can read.
 */
final class Otlp {
  private Otlp() {}

  /** Sends until it is closed, a last time then. */
  static MeterRegistry registry(MetricsSettings.Otlp settings) {
    return new OtlpMeterRegistry(
        new OtlpConfig() {
          @Override
          public String get(String key) {
            return null; // Micrometer's word for the default
          }

          @Override
          public String url() {
            return settings.endpoint().toString();
          }

          @Override
          public Duration step() {
            return settings.every();
          }

          @Override
          public Map<String, String> resourceAttributes() {
            return Map.of("service.name", "gradlab", "service.version", Version.CURRENT);
          }
        },
        Clock.SYSTEM);
  }
}
