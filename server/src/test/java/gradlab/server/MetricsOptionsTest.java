package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.metrics.MetricsSettings;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class MetricsOptionsTest {
  @CommandLine.Command
  private static final class Options {
    @CommandLine.Mixin private MetricsOptions metrics;
  }

  private static MetricsSettings parse(String... arguments) {
    var options = new Options();
    var line = new CommandLine(options);
    line.parseArgs(arguments);
    return options.metrics.settings(line);
  }

  @Test
  void defaults() {
    assertThat(parse()).isEqualTo(MetricsSettings.DEFAULT);
  }

  @Test
  void allGiven() {
    var settings =
        parse(
            "--metrics-keep-ended=1h",
            "--metrics-ended-runs=3",
            "--otlp-endpoint=http://127.0.0.1:4318/v1/metrics",
            "--otlp-interval=30s");
    assertThat(settings.keepEnded()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.mostEnded()).isEqualTo(3);
    assertThat(settings.otlp())
        .contains(
            new MetricsSettings.Otlp(
                URI.create("http://127.0.0.1:4318/v1/metrics"), Duration.ofSeconds(30)));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> parse("--metrics-ended-runs=101"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--metrics-ended-runs is 101, must be 0 to 100");
    assertThatThrownBy(() -> parse("--otlp-interval=0s")).hasMessageContaining("at least 1s");
    assertThatThrownBy(() -> parse("--otlp-endpoint=collector:4318"))
        .hasMessageContaining("must be an http or https URL");
  }
}
