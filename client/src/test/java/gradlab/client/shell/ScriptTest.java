package gradlab.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.RunState;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell with its lines from a pipe or a file. */
class ScriptTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir private Path home;

  @BeforeEach
  void oneRun() {
    server.add(Samples.run("abc123", "one", "VGG_08"));
  }

  private Cli shell(String script, String... options) {
    Map<String, String> environment = new HashMap<>(ShellTerminal.environment(home));
    environment.put("GRADLAB_SERVER", server.address());
    var input = System.in;
    System.setIn(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
    try {
      String[] command = new String[options.length + 1];
      command[0] = "shell";
      System.arraycopy(options, 0, command, 1, options.length);
      return Cli.with(environment).run(command);
    } finally {
      System.setIn(input);
    }
  }

  @Test
  void doesLineAfterLine() {
    var cli =
        shell(
            """
            # what is there?
            runs --output csv   # as a table for programs

            start VGG_38 \\
              --name 'a
            b'
            show $RUN --output json | sed 's/,.*//'
            gradlab info --output csv | head -n 1 | cut -c1-7
            """);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.lines().get(0)).startsWith("run,name");
    assertThat(cli.lines().get(1)).startsWith("abc123,one");
    assertThat(cli.lines().subList(2, 5)).containsExactly("run1", "{\"runId\":\"run1\"", "version");
    assertThat(server.training().started().get(0).getConfig().getName()).isEqualTo("a\nb");
    assertThat(cli.out()).doesNotContain("connected", "> ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "show nosuch | 4",
        "strat | 2",
        "runs --nosuch | 2",
        "rm abc123 | 8",
        "runs > /nowhere/file | 2",
        "exit 77 | 77",
        "$NOSUCH | 2",
        "show 'abc123 | 2",
      })
  void stopsAtTheFirstFailureWithItsExitCode(String line, int exitCode) {
    var cli = shell("info --output csv\n\n" + line + "\nruns --output csv\n");
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(cli.out()).contains("version").doesNotContain("abc123");
    if (!line.startsWith("exit")) {
      assertThat(cli.err())
          .contains("standard input: line 3 failed (exit code " + exitCode + "): " + line);
    }
  }

  @Test
  void theLocalCommandsFailureCountsToo() {
    var cli = shell("runs | (cat >/dev/null; exit 42)\nruns --output csv\n");
    assertThat(cli.exitCode()).isEqualTo(42);
    assertThat(cli.out()).isEmpty();
    assertThat(shell("show nosuch | cat\n").exitCode()).isEqualTo(4);
  }

  @Test
  void goesOnWhereItIsTold() {
    for (var cli :
        new Cli[] {
          shell("show nosuch\nrm abc123\nruns --output csv\n", "--keep-going"),
          shell("set +e\nshow nosuch\nrm abc123\nruns --output csv\n")
        }) {
      assertThat(cli.exitCode()).isEqualTo(4);
      assertThat(cli.out()).contains("abc123");
      assertThat(cli.err()).contains("line", "(exit code 4)", "(exit code 8)");
    }
    var again = shell("set +e\nshow nosuch\nset -e\nrm abc123\nruns --output csv\n");
    assertThat(again.exitCode()).isEqualTo(8);
  }

  @Test
  void sourcesFiles() throws Exception {
    Path inner = Files.writeString(home.resolve("inner"), "runs --output csv\nshow nosuch\ninfo\n");
    var cli = shell("source " + inner + "\ninfo --output csv\n");
    assertThat(cli.exitCode()).isEqualTo(4);
    assertThat(cli.out()).contains("abc123").doesNotContain("version");
    assertThat(cli.err()).contains(inner + ": line 2 failed", "standard input: line 1 failed");
    assertThat(shell("source --keep-going " + inner + "\n").out()).contains("version");
    assertThat(shell("source /nowhere/x\n").err()).contains("/nowhere/x cannot be read");
    Files.writeString(inner, "source " + inner + "\n");
    assertThat(shell("source " + inner + "\n").err()).contains("16 scripts deep");
  }

  @Test
  void aliasesWorkAndStay() {
    assertThat(shell("alias it='show abc123' csv='it --output csv'\ncsv\n").out())
        .contains("abc123,one,RUNNING");
    assertThat(shell("it --output json\n").out()).contains("\"runId\":\"abc123\"");
    assertThat(shell("alias\n").lines())
        .containsExactly("alias csv='it --output csv'", "alias it='show abc123'");
    assertThat(shell("alias show='show --output json'\nshow abc123\n").out()).startsWith("{");
    assertThat(shell("alias 1x=a\n").err()).contains("'1x' is no name");
  }

  @Test
  void theOptionsOfTheShellAreThoseOfItsCommands() {
    assertThat(shell("runs\n", "--output", "json").out()).startsWith("{\"runId\":\"abc123\"");
    assertThat(shell("start VGG_08\n", "--quiet").err()).isEmpty();
    assertThat(shell("runs --output csv\n", "--output", "json").out()).startsWith("run,name");
  }

  @Test
  void manyCommandsShareOneConnection() {
    String script = "info --output csv > /dev/null\n".repeat(50);
    assertThat(shell(script).exitCode()).isZero();
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void whatRunsInTheBackgroundIsMarked() {
    server.training().whenStarted(run -> run.state(RunState.RUN_STATE_COMPLETED, ""));
    var cli = shell("start VGG_08\ntail $RUN &\nfg 1\njobs\n");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains(
            "[1] VGG_08-s0  COMPLETED", "[1] ended with 0: tail run1 &".replace("run1", "$RUN"));
  }
}
