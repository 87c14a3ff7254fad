package gradlab.client.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program on a real terminal of its own, which tmux makes. */
public final class Tmux implements AutoCloseable {
  private final String program = Tool.required("tmux").toString();
  private final Path socket;
  private final Duration patience;

  /**
   * @param configuration of tmux
   * @param patience a JVM starts meanwhile, perhaps on a busy machine
   */
  public Tmux(
      Path folder,
      int columns,
      int rows,
      String configuration,
      Duration patience,
      List<String> environment,
      String command)
      throws Exception {
    this.patience = patience;
    socket = folder.resolve("tmux");
    Path file = Files.writeString(folder.resolve("tmux.conf"), configuration);
    var start = new ArrayList<>(List.of("-f", file.toString(), "-u", "new-session", "-d"));
    start.addAll(List.of("-x", Integer.toString(columns), "-y", Integer.toString(rows)));
    environment.forEach(variable -> start.addAll(List.of("-e", variable)));
    start.add(command);
    tmux(start);
  }

  /** A command of tmux; what it says. */
  public String tmux(List<String> arguments) throws Exception {
    var command = new ArrayList<>(List.of(program, "-S", socket.toString()));
    command.addAll(arguments);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + said).isZero();
    return said;
  }

  /** As it is, letter by letter. */
  public void type(String text) throws Exception {
    tmux(List.of("send-keys", "-l", text));
  }

  /** As tmux names them: Enter, Tab, C-c. */
  public void keys(String... names) throws Exception {
    var command = new ArrayList<>(List.of("send-keys"));
    command.addAll(List.of(names));
    tmux(command);
  }

  /** The screen's rows without the space at their ends; with {@code -e} also its colours. */
  public List<String> rows(String... options) {
    try {
      var command = new ArrayList<>(List.of("capture-pane", "-p"));
      command.addAll(List.of(options));
      return tmux(command).lines().map(String::stripTrailing).toList();
    } catch (Exception e) {
      throw new AssertionError("the screen cannot be read", e);
    }
  }

  public void await(String what, Predicate<String> shown) {
    try {
      Cli.await(what, patience, () -> shown.test(String.join("\n", rows())));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; but:\n" + String.join("\n", rows()), e);
    }
  }

  /** Ends all that runs there; returns when it has ended. */
  @Override
  public void close() throws IOException {
    if (Files.exists(socket)) {
      new ProcessBuilder(program, "-S", socket.toString(), "kill-server")
          .inheritIO()
          .start()
          .onExit()
          .join();
    }
  }
}
