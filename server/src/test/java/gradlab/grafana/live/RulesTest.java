package gradlab.grafana.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules, by promtool: they are well formed, and each does what its unit test says. */
class RulesTest {
  private static final Path FOLDER = Checkout.root().resolve("deploy/prometheus");

  private static String promtool(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(Tool.require("promtool", "prometheus").toString()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void theConfigurationAndTheRulesAreWellFormed() throws Exception {
    promtool("check", "config", "--syntax-only", "prometheus.yml");
    promtool("check", "rules", "rules/recording.yml", "rules/alerts.yml");
  }

  @Test
  void theRulesDoWhatTheirTestsSay() throws Exception {
    String output =
        promtool("test", "rules", "tests/recording.yml", "tests/training.yml", "tests/server.yml");
    assertThat(output.split("SUCCESS", -1)).hasSize(4);
  }

  @Test
  void everyRuleHasATest() throws Exception {
    String tests = "";
    for (String file : List.of("recording", "training", "server")) {
      tests += Files.readString(FOLDER.resolve("tests/" + file + ".yml"));
    }
    for (String file : List.of("recording", "alerts")) {
      String rules = Files.readString(FOLDER.resolve("rules/" + file + ".yml"));
      var named = Pattern.compile("- (?:alert|record): (\\S+)").matcher(rules);
      while (named.find()) {
        assertThat(tests).contains(named.group(1));
      }
    }
  }
}
