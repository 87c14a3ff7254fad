package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import gradlab.client.console.Console;
import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.FakeTraining;
import gradlab.client.fake.Samples;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
  @RegisterExtension final FakeServer server = new FakeServer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs",
        "info",
        "show x",
        "tail x",
        "grad x",
        "wait x",
        "stop x y",
        "rm x",
        "evaluate x",
        "diagnose x",
        "dataset",
        "dataset prepare"
      })
  void anUnreachableServerIsFive(String command) throws Exception {
    server.kill();
    var cli = Cli.run(server, command.split(" "));
    assertThat(cli.exitCode()).isEqualTo(5);
    assertThat(cli.out()).isIn("", "RUN  NAME  STATE  REASON\n");
    assertThat(cli.err())
        .contains(
            "no gradlab server at " + server.address(), "Connection refused", "`gradlab server`")
        .doesNotContain("\tat ");
    assertThat(cli.err().lines().filter(l -> l.contains("no gradlab server"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show",
        "tail",
        "grad",
        "wait",
        "stop",
        "kill",
        "resume",
        "rm",
        "evaluate",
        "diagnose"
      })
  void anUnknownRunIsFour(String command) {
    var cli = Cli.run(server, command, "nosuch");
    assertThat(cli.exitCode()).isEqualTo(4);
    assertThat(cli.err()).contains("no run's id is or begins with 'nosuch'", "`gradlab runs`");
  }

  @Test
  void anAmbiguousBeginningListsTheRuns() {
    for (String id : new String[] {"ab1", "ab2", "ab3", "x"}) {
      server.add(Samples.run(id, "name-" + id, "VGG_08"));
    }
    var cli = Cli.run(server, "show", "ab");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("3 runs", "  ab1  name-ab1", "  ab2  name-ab2", "  ab3  name-ab3")
        .doesNotContain("name-x");
    assertThat(Cli.run(server, "show", "ab2").exitCode()).isZero();
  }

  @Test
  void everyBadFieldHasALine() {
    server
        .training()
        .failStart(
            FakeTraining.refusal(
                Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                "all of it in one line",
                "config.training.batch_size: is 0, must be 1 to 10000",
                "config.network.stages: 40 stages halve a 32x32 image away",
                "config.training.learning_rate: is NaN"));
    var cli =
        Cli.run(server, "start", "VGG_08", "--batch-size", "0", "--stages", "40", "--lr", "NaN");
    assertThat(cli.exitCode()).isEqualTo(8);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().lines())
        .containsExactly(
            "gradlab: the server refused 3 bad fields: [INVALID_REQUEST]",
            "  config.training.batch_size: is 0, must be 1 to 10000",
            "  config.network.stages: 40 stages halve a 32x32 image away",
            "  config.training.learning_rate: is NaN",
            "  next: correct the values and try again");
    assertThat(server.training().started()).hasSize(1);
  }

  @Test
  void aWrongStateIsEight() {
    server.add(Samples.run("r1", "one", "VGG_08"));
    var cli = Cli.run(server, "rm", "r1");
    assertThat(cli.exitCode()).isEqualTo(8);
    assertThat(cli.err()).contains("run r1 is RUNNING: stop it first [WRONG_STATE]");
    assertThat(server.training().has("r1")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "strat VGG_08 | start",
        "runs --ouput json | --output",
        "start VGG_08 --epoch 3 | --epochs",
        "start VGG_08 --epochs many | no whole number",
        "start | NETWORK",
        "runs --output yaml | table, json, csv",
        "grad x --epoch 1 --step 2 | mutually exclusive",
        "tail x --from-seq 0 | numbered from 1",
        "wait x --timeout soon | 90s",
        "info --server nowhere | HOST:PORT",
        "info --server host:99999 | HOST:PORT",
        "server | launcher",
        "runn | did you mean runs?",
        "help strat | did you mean start?",
        "token creat | did you mean `gradlab token create`?",
        "runs extra | takes no argument 'extra'",
        "show --as-yml x | did you mean --as-yaml?",
        "runs --quite | did you mean --quiet?",
        "start VGG_08 --epochs | --epochs needs a value: N",
        "start VGG_08 --epochs 99999999999 | --epochs: '99999999999' is too large",
        "start VGG_08 --lr fast | --lr: 'fast' is no number",
        "start VGG_08 --lr fast | next: --lr RATE: Learning rate at epoch 0",
        "start VGG_08 --tag why | --tag: 'why' is not NAME=VALUE",
        "start VGG_08 --seed 1 --seed 2 | --seed is there twice",
        "show | `gradlab show` needs RUN: The run's id or its beginning.",
        "show | for example `gradlab show 3f2a`",
        "assert x | `gradlab assert` needs EXPR",
        "plot learning-curvs x | did you mean learning-curves?",
        "export x --format pt | 'pt' is none of safetensors, npz",
        "runs --output jsn | did you mean json?",
        "completion csh | none of bash, zsh, fish",
      })
  void wrongUsageIsTwoAndSaysWhatIsRight(String command, String hint) {
    var cli = new Cli().run(command.split(" "));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("gradlab: ").containsIgnoringCase(hint).contains("next: ");
  }

  @Test
  void noCommandShowsTheHelpAndIsAnError() {
    var cli = new Cli().run();
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("Usage: gradlab", "Commands:");
  }

  @ParameterizedTest
  @CsvSource({"xterm, '', true", "xterm, 1, false", "dumb, '', false"})
  void anErrorIsRedAndWhatIsNextCyanOnATerminal(String term, String noColor, boolean coloured) {
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("TERM", term, "NO_COLOR", noColor),
            false,
            true);
    CommandLines.execute(console, Clock.systemUTC(), "strat");
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            coloured
                ? "\u001b[31mgradlab: there is no command 'strat'\u001b[0m"
                : "gradlab: there is no command 'strat'",
            coloured
                ? "\u001b[36m  next: did you mean start? `gradlab --help` lists all\u001b[0m"
                : "  next: did you mean start? `gradlab --help` lists all");
  }

  @Test
  void theStackTraceComesWithDebugOnly() throws Exception {
    server.kill();
    assertThat(Cli.run(server, "runs", "--debug").err()).contains("\tat ", "UNAVAILABLE");
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String line : new Cli().run("help-table").lines().stream().skip(2).toList()) {
      String command = line.replaceAll("^\\| `(.*?)`.*", "$1");
      if (command.matches("server|golden|bench|test|stress")) {
        continue; // the launcher hands their --help to the program itself
      }
      var cli = new Cli().run(command, "--help");
      assertThat(cli.exitCode()).as(command).isZero();
      assertThat(cli.out()).contains("Example:", "  gradlab " + command, "--server", "--output");
    }
  }

  @Test
  void theVersionIsFilledIn() {
    assertThat(new Cli().run("--version").out()).matches("gradlab \\d+\\.\\d+\\.\\d+.*\\R");
  }
}
