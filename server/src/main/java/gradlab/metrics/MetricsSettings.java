package gradlab.metrics;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What the metrics show, and to whom.
 *
 * @param keepEnded how long the series of a run stay after its end
 * @param mostEnded of how many ended runs they stay at most
 * @param otlp where they are sent as well; empty: nowhere
 */
public record MetricsSettings(Duration keepEnded, int mostEnded, Optional<Otlp> otlp) {
  public static final MetricsSettings DEFAULT =
      new MetricsSettings(Duration.ofMinutes(5), 8, Optional.empty());

  /**
   * An OpenTelemetry collector.
   *
   * @param endpoint for metrics over HTTP, for example http://127.0.0.1:4318/v1/metrics
   * @param every how often they are sent
   */
  public record Otlp(URI endpoint, Duration every) {}
}
