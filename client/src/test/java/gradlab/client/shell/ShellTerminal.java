package gradlab.client.shell;

import gradlab.client.command.CommandLines;
import gradlab.client.console.Console;
import gradlab.client.console.OpenTerminal;
import gradlab.client.fake.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;

/** A shell of this process, with a person's keyboard and screen. */
public final class ShellTerminal implements AutoCloseable {
  private static final int COLUMNS = 110;
  private static final int ROWS = 60;

  private final LineDisciplineTerminal terminal;
  private final Supplier<String> screen;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  /**
   * @param type as TERM has it: dumb, or screen-256color
   * @param home of its user
   */
  public ShellTerminal(String type, Path home, String server) throws IOException {
    if (type.equals("dumb")) {
      var written = new ByteArrayOutputStream();
      terminal = new LineDisciplineTerminal("test", type, written, StandardCharsets.UTF_8);
      screen = () -> written.toString(StandardCharsets.UTF_8);
    } else {
      var virtual = ScreenTerminal.withTerminal("test", type, COLUMNS, ROWS);
      terminal = virtual.terminal();
      screen = virtual.screen()::toString;
    }
    Map<String, String> environment = new HashMap<>(environment(home));
    environment.put("TERM", type);
    environment.put("GRADLAB_SERVER", server);
    var printed = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
    var console =
        new Console(printed, printed, environment, true, true, Optional.of(open(terminal)));
    var thread =
        new Thread(
            () -> exitCode.complete(CommandLines.execute(console, Clock.systemUTC(), "shell")),
            "gradlab-shell");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, e) -> exitCode.completeExceptionally(e));
    thread.start();
  }

  static Map<String, String> environment(Path home) {
    return Map.of(
        "HOME", home.toString(),
        "XDG_CONFIG_HOME", home.resolve("config").toString(),
        "XDG_STATE_HOME", home.resolve("state").toString(),
        "LC_ALL", "C.UTF-8");
  }

  private static OpenTerminal open(Terminal terminal) {
    return new OpenTerminal() {
      @Override
      public Terminal lend() {
        return terminal; // the shell's from now on
      }

      @Override
      public int columns() {
        return terminal.getSize().getColumns();
      }
    };
  }

  public void type(String text) throws IOException {
    terminal.processInputBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public void enter(String line) throws IOException {
    type(line + "\r");
  }

  public void ctrl(char letter) throws IOException {
    terminal.processInputByte(letter & 0x1f);
  }

  /** What can be seen; on a dumb terminal all that was ever written. */
  public String screen() {
    return screen.get();
  }

  public void await(String text) {
    await(text, Duration.ofSeconds(10));
  }

  public void await(String text, Duration limit) {
    try {
      Cli.await(text, limit, () -> screen().contains(text) || exitCode.isDone());
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; but:\n" + screen(), e);
    }
    if (!screen().contains(text)) {
      throw new AssertionError("the shell has ended without '" + text + "':\n" + screen());
    }
  }

  /** Waits until a line can be typed. */
  public void awaitPrompt() {
    Cli.await("prompt", () -> lastPrompt() || exitCode.isDone());
  }

  /** The prompt is the last line, but for the bottom line and what is typed already. */
  private boolean lastPrompt() {
    var lines = screen().lines().filter(line -> !line.isBlank()).toList();
    int from = Math.max(0, lines.size() - 2);
    return lines.subList(from, lines.size()).stream().anyMatch(line -> line.contains("> "));
  }

  public int exitCode() {
    try {
      return exitCode.get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the shell has not ended:\n" + screen(), e);
    }
  }

  @Override
  public void close() throws IOException { // the shell closes the terminal
    if (!exitCode.isDone()) {
      if (!terminal.getType().equals(Terminal.TYPE_DUMB)) {
        ctrl('C'); // what is typed, and what TAB offers
      }
      awaitPrompt();
      ctrl('D');
    }
    exitCode();
  }
}
