package gradlab.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeRun;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a process, with a pty and the system's own signals. */
class RealTerminalTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir private Path folder;
  private FakeRun run;

  @BeforeEach
  void oneRun() {
    run = server.add(Samples.run("abc123", "one", "VGG_08"));
  }

  private TmuxShell shell(int columns, int rows) throws Exception {
    Map<String, String> environment = new HashMap<>(ShellTerminal.environment(folder));
    environment.put("GRADLAB_SERVER", server.address());
    environment.put("GRADLAB_TTY", "012");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "cd %s; trap : INT; stty -a > before; echo $$ > pid; %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' gradlab.client.Main shell; echo EXIT=$?; stty -a > after.new; mv after.new after; exec cat"
            .formatted(folder, java, System.getProperty("java.class.path"));
    List<String> variables =
        environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    return new TmuxShell(folder, columns, rows, variables, command);
  }

  @Test
  void aSessionOfAPerson() throws Exception {
    try (var shell = shell(80, 24)) {
      shell.await("connected, 1 running>");
      run.append(Samples.step(0, 19, 4.6051));
      shell.await("step 19/76  loss 4.6051");
      assertThat(shell.lastLine()).startsWith("one  ").contains("1000 images/s", "ETA");

      shell.type("runs --output c");
      shell.await("runs --output c");
      shell.tabUntil("runs --output csv");
      shell.key("Enter");
      shell.await("abc123,one,VGG_08,plain,RUNNING");

      shell.type("tail ab");
      shell.tabUntil("tail abc123");
      shell.key("Enter");
      Cli.await("followed", () -> run.followers() >= 2);
      run.append(Samples.epoch(0, 4.4));
      shell.await("epoch 0  train loss 4.4000");
      shell.key("C-c");
      shell.await("interrupted; the run goes on");

      shell.type("tail $RUN &");
      shell.key("Enter");
      shell.await("[1] tail $RUN &");
      shell.type("runs --out");
      Cli.await("followed again", () -> run.followers() >= 2);
      run.append(Samples.epoch(1, 4.2));
      shell.await("[1] one  epoch 1  train loss 4.2000");
      shell.await("running> runs --out"); // below it, and whole
      shell.type("put json | cut -c1-17");
      shell.key("Enter");
      shell.await("{\"runId\":\"abc123\"");

      shell.type("a line that is never sent");
      shell.await("running> a line that is never sent");
      shell.key("C-c");
      // a new prompt below it
      Cli.await("prompt", () -> shell.lastPrompt().endsWith("running>"));
      shell.key("C-d");
      shell.await("EXIT=0");
      Cli.await("ended", () -> Files.exists(folder.resolve("after")));
    }
    assertThat(settings("after")).isEqualTo(settings("before"));
  }

  @Test
  void aTerminatedShellLeavesTheTerminalAsItWas() throws Exception {
    try (var shell = shell(120, 40)) {
      shell.await("connected, 1 running>");
      run.append(Samples.step(0, 19, 4.6051));
      shell.await("step 19/76");
      String parent = Files.readString(folder.resolve("pid")).strip();
      var process = ProcessHandle.of(Long.parseLong(parent)).orElseThrow().children().findFirst();
      assertThat(process.orElseThrow().destroy()).isTrue(); // SIGTERM
      shell.await("EXIT=143");
      Cli.await("ended", () -> Files.exists(folder.resolve("after")));
      // without a region left behind that alone scrolls, the last row is in use again
      for (int i = 0; i < 45; i++) {
        shell.type("row");
        shell.key("Enter");
      }
      Cli.await("scrolled", () -> shell.screen().lines().limit(2).allMatch("row"::equals));
      assertThat(shell.screen()).doesNotContain("step 19/76");
    }
    assertThat(settings("after")).isEqualTo(settings("before"));
  }

  /** As stty shows them, without the line discipline, which JLine's library does not fill in. */
  private String settings(String file) throws Exception {
    return Files.readString(folder.resolve(file)).replaceAll("line = \\d+; ?", "");
  }
}
