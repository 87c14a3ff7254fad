package gradlab.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradlab.client.fake.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A terminal for one command, that can be typed into and looked at. */
final class Tmux implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/tmux");

  /** A JVM starts meanwhile, perhaps on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;

  /**
   * @param environment NAME=VALUE, after what makes screens comparable
   */
  Tmux(Path folder, int columns, int rows, List<String> environment, String... arguments)
      throws Exception {
    this.folder = folder;
    boolean there = Files.isExecutable(PROGRAM);
    assertThat(there || System.getenv("GRADLAB_REQUIRE_TOOLS") == null)
        .as(PROGRAM + " is missing")
        .isTrue();
    assumeTrue(there, PROGRAM + " is missing");
    Files.writeString(
        folder.resolve("conf"),
        "set -g default-terminal tmux-256color\nset -g status off\nset -g remain-on-exit on\n");
    Files.writeString(
        folder.resolve("run"),
        """
        unset CI NO_COLOR COLORTERM LANG LC_CTYPE JAVA_TOOL_OPTIONS
        export LC_ALL=C.UTF-8 TZ=UTC GRADLAB_TTY=012 HOME='%1$s' XDG_CONFIG_HOME='%1$s'
        %2$s
        stty -g > '%1$s/before'
        echo "before it"
        '%3$s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%4$s' gradlab.client.Main watch %5$s &
        echo $! > '%1$s/pid'
        fg >/dev/null
        code=$?
        stty -g > '%1$s/after'
        echo "exit code $code"
        exec cat
        """
            .formatted(
                folder,
                environment.isEmpty() ? "" : "export " + String.join(" ", environment),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                String.join(" ", arguments)));
    tmux(
        "-f",
        folder.resolve("conf").toString(),
        "-u",
        "new-session",
        "-d",
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows),
        "exec bash --norc -m '" + folder.resolve("run") + "'");
  }

  void type(String... keys) throws Exception {
    var command = new ArrayList<String>(List.of("send-keys"));
    command.addAll(List.of(keys));
    tmux(command.toArray(String[]::new));
  }

  void resize(int columns, int rows) throws Exception {
    tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  void kill(String signal) throws Exception {
    String pid = Files.readString(folder.resolve("pid")).strip();
    run(List.of("kill", "-" + signal, pid));
  }

  /** The screen, its rows without the space at their ends. */
  List<String> screen() {
    return capture();
  }

  String coloured() {
    return String.join("\n", capture("-e"));
  }

  private List<String> capture(String... options) {
    try {
      var command = new ArrayList<String>(List.of("capture-pane", "-p"));
      command.addAll(List.of(options));
      return tmux(command.toArray(String[]::new)).lines().map(String::stripTrailing).toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void await(String what, Predicate<String> shown) {
    try {
      Cli.await(what, PATIENCE, () -> shown.test(String.join("\n", screen())));
    } catch (AssertionError e) {
      throw new AssertionError(String.join("\n", screen()), e);
    }
  }

  /** The command has ended; the terminal must be as it was before. */
  int exitCode() throws Exception {
    await("the end", screen -> screen.contains("exit code "));
    assertThat(screen().get(0)).as("the screen of before").isEqualTo("before it");
    assertThat(tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip())
        .as("alternate screen left, cursor shown")
        .isEqualTo("0 1");
    assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    return screen().stream()
        .filter(line -> line.startsWith("exit code "))
        .mapToInt(line -> Integer.parseInt(line.substring(10)))
        .findFirst()
        .orElseThrow();
  }

  private String tmux(String... arguments) throws Exception {
    var command =
        new ArrayList<String>(List.of(PROGRAM.toString(), "-S", folder.resolve("tmux").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + said).isZero();
    return said;
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(folder.resolve("tmux"))) {
      new ProcessBuilder(PROGRAM.toString(), "-S", folder.resolve("tmux").toString(), "kill-server")
          .inheritIO()
          .start()
          .onExit()
          .join();
    }
  }
}
