package gradlab.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** `gradlab watch` at a real terminal. */
final class TmuxWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CONFIGURATION =
      "set -g default-terminal tmux-256color\nset -g status off\nset -g remain-on-exit on\n";

  private final Path folder;
  private final Tmux tmux;

  /**
   * @param environment NAME=VALUE, after what makes screens comparable
   */
  TmuxWatch(Path folder, int columns, int rows, List<String> environment, String... arguments)
      throws Exception {
    this.folder = folder;
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
    String command = "exec bash --norc -m '" + folder.resolve("run") + "'";
    tmux = new Tmux(folder, columns, rows, CONFIGURATION, PATIENCE, List.of(), command);
  }

  void type(String... keys) throws Exception {
    tmux.keys(keys);
  }

  void resize(int columns, int rows) throws Exception {
    tmux.tmux(
        List.of("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows)));
  }

  void kill(String signal) throws Exception {
    String pid = Files.readString(folder.resolve("pid")).strip();
    var kill = new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  /** The screen, its rows without the space at their ends. */
  List<String> screen() {
    return tmux.rows();
  }

  String coloured() {
    return String.join("\n", tmux.rows("-e"));
  }

  void await(String what, Predicate<String> shown) {
    tmux.await(what, shown);
  }

  /** The command has ended; the terminal must be as it was before. */
  int exitCode() throws Exception {
    await("the end", screen -> screen.contains("exit code "));
    assertThat(screen().get(0)).as("the screen of before").isEqualTo("before it");
    assertThat(
            tmux.tmux(List.of("display-message", "-p", "#{alternate_on} #{cursor_flag}")).strip())
        .as("alternate screen left, cursor shown")
        .isEqualTo("0 1");
    assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    return screen().stream()
        .filter(line -> line.startsWith("exit code "))
        .mapToInt(line -> Integer.parseInt(line.substring(10)))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    tmux.close();
  }
}
