package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.cost.CostSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class CostOptionsTest {
  @Command
  private static final class Host implements Runnable {
    @Mixin private CostOptions cost;

    @Override
    public void run() {}
  }

  private static CostSettings settings(Map<String, String> environment, String... arguments) {
    var host = new Host();
    var line = new CommandLine(host).setCaseInsensitiveEnumValuesAllowed(true);
    line.parseArgs(arguments);
    return host.cost.settings(line, environment);
  }

  private static void assertRefused(String words, String... arguments) {
    assertThatThrownBy(() -> settings(Map.of(), arguments))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(words);
  }

  @Test
  void everythingIsOffByDefault() {
    assertThat(settings(Map.of())).isEqualTo(CostSettings.NONE);
  }

  @Test
  void everyOptionArrives() {
    var settings =
        settings(
            Map.of(),
            "--price-per-hour=2.48",
            "--budget=50",
            "--idle-shutdown=1h30m",
            "--idle-command=poweroff now",
            "--preemption-notice=gce");
    assertThat(settings.pricePerHour()).isEqualTo(OptionalDouble.of(2.48));
    assertThat(settings.budget()).isEqualTo(OptionalDouble.of(50));
    assertThat(settings.idle())
        .contains(new CostSettings.Idle(Duration.ofMinutes(90), "poweroff now"));
    assertThat(settings.metadata()).contains(URI.create("http://metadata.google.internal"));
    assertThat(
            settings(Map.of("GCE_METADATA_HOST", "127.0.0.1:81"), "--preemption-notice", "gce")
                .metadata())
        .contains(URI.create("http://127.0.0.1:81"));
  }

  @Test
  void whatDoesNotGoTogetherSaysWhatIsMissing() {
    assertRefused("--price-per-hour PRICE", "--budget=5");
    assertRefused("gcloud compute instances stop", "--idle-shutdown=30m");
    assertRefused("--idle-shutdown 30m", "--idle-command=true");
    assertRefused("must be a number above 0", "--price-per-hour=0");
    assertRefused("must be a number above 0", "--price-per-hour=1", "--budget=NaN");
    assertRefused("must be 1 s to 30 days", "--idle-shutdown=0s", "--idle-command=true");
    assertRefused("30m or 1h30m", "--idle-shutdown=soon", "--idle-command=true");
    assertRefused("[NONE, GCE]", "--preemption-notice=aws");
  }
}
