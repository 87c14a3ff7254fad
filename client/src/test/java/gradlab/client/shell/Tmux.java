package gradlab.client.shell;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program on a real terminal of its own, which tmux makes. */
final class Tmux implements AutoCloseable {
  /** A JVM starts meanwhile, perhaps on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path socket;

  /**
   * @param command for sh
   */
  Tmux(Path folder, int columns, int rows, Map<String, String> environment, String command)
      throws Exception {
    boolean there =
        Files.isExecutable(Path.of("/usr/bin/tmux"))
            || Files.isExecutable(Path.of("/usr/local/bin/tmux"));
    assertThat(there || System.getenv("GRADLAB_REQUIRE_TOOLS") == null)
        .as("tmux is missing")
        .isTrue();
    assumeTrue(there, "tmux is missing");
    socket = folder.resolve("tmux");
    var start = new ArrayList<>(List.of("new-session", "-d"));
    start.addAll(List.of("-x", Integer.toString(columns), "-y", Integer.toString(rows)));
    environment.forEach((name, value) -> start.addAll(List.of("-e", name + "=" + value)));
    start.add(command);
    tmux(start.toArray(String[]::new));
  }

  private String tmux(String... arguments) throws Exception {
    var command =
        new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString(), "-f", "/dev/null"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return out;
  }

  void type(String text) throws Exception {
    tmux("send-keys", "-l", text);
  }

  /** As tmux names it: Enter, Tab, C-c. */
  void key(String name) throws Exception {
    tmux("send-keys", name);
  }

  /** TAB offers nothing rather than being late, which it may be while this machine is busy. */
  void tabUntil(String text) throws Exception {
    for (int tries = 0; tries < 20 && !screen().contains(text); tries++) {
      key("Tab");
      try {
        Cli.await(text, Duration.ofSeconds(2), () -> screen().contains(text));
      } catch (AssertionError late) {
        continue;
      }
    }
    await(text);
  }

  String screen() {
    try {
      return tmux("capture-pane", "-p");
    } catch (Exception e) {
      throw new IllegalStateException("the screen cannot be read", e);
    }
  }

  /** The last line that is not empty. */
  String lastLine() {
    return screen().lines().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("");
  }

  /** The last line with a prompt. */
  String lastPrompt() {
    return screen()
        .lines()
        .map(String::stripTrailing)
        .filter(l -> l.contains("running>"))
        .reduce((a, b) -> b)
        .orElse("");
  }

  void await(String text) {
    try {
      Cli.await(text, PATIENCE, () -> screen().contains(text));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; but:\n" + screen(), e);
    }
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder("tmux", "-S", socket.toString(), "kill-server").start();
  }
}
