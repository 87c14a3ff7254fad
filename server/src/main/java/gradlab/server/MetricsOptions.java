package gradlab.server;

import gradlab.metrics.MetricsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the metrics show, and to whom beside Prometheus. */
final class MetricsOptions {
  private static final int MOST_ENDED = 100;

  @Option(
      names = "--metrics-keep-ended",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationText.Converter.class,
      description =
          "the Prometheus page shows a run for so long after its end (default: $${DEFAULT-VALUE})")
  private Duration keepEnded;

  @Option(
      names = "--metrics-ended-runs",
      paramLabel = "N",
      defaultValue = "8",
      description = "and of so many ended runs at most, the newest (default: $${DEFAULT-VALUE})")
  private int mostEnded;

  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "send the metrics to an OpenTelemetry collector as well, for example"
              + " http://127.0.0.1:4318/v1/metrics; headers from OTEL_EXPORTER_OTLP_HEADERS"
              + " (default: off)")
  private Optional<URI> otlpEndpoint = Optional.empty();

  @Option(
      names = "--otlp-interval",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationText.Converter.class,
      description = "how often (default: $${DEFAULT-VALUE})")
  private Duration otlpInterval;

  /** ParameterException where a value is out of range. */
  MetricsSettings settings(CommandLine line) {
    if (mostEnded < 0 || mostEnded > MOST_ENDED) {
      throw new ParameterException(
          line, "--metrics-ended-runs is %d, must be 0 to %d".formatted(mostEnded, MOST_ENDED));
    }
    if (otlpInterval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new ParameterException(
          line, "--otlp-interval is " + otlpInterval.toMillis() + " ms, must be at least 1s");
    }
    otlpEndpoint.ifPresent(
        url -> {
          boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
          if (!http || url.getHost() == null) {
            throw new ParameterException(
                line,
                "--otlp-endpoint is %s, must be an http or https URL, for example http://127.0.0.1:4318/v1/metrics"
                    .formatted(url));
          }
        });
    return new MetricsSettings(
        keepEnded, mostEnded, otlpEndpoint.map(url -> new MetricsSettings.Otlp(url, otlpInterval)));
  }
}
