package gradlab.client.shell;

import gradlab.client.fake.Cli;
import gradlab.client.fake.Tmux;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The shell at a real terminal. */
final class TmuxShell implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Tmux tmux;

  /**
   * @param environment NAME=VALUE
   * @param command for sh
   */
  TmuxShell(Path folder, int columns, int rows, List<String> environment, String command)
      throws Exception {
    tmux = new Tmux(folder, columns, rows, "", PATIENCE, environment, command);
  }

  void type(String text) throws Exception {
    tmux.type(text);
  }

  /** As tmux names it: Enter, Tab, C-c. */
  void key(String name) throws Exception {
    tmux.keys(name);
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
    return String.join("\n", tmux.rows());
  }

  /** The last line that is not empty. */
  String lastLine() {
    return tmux.rows().stream().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("");
  }

  /** The last line with a prompt. */
  String lastPrompt() {
    return tmux.rows().stream().filter(l -> l.contains("running>")).reduce((a, b) -> b).orElse("");
  }

  void await(String text) {
    tmux.await(text, screen -> screen.contains(text));
  }

  @Override
  public void close() throws IOException {
    tmux.close();
  }
}
