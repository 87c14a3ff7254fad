package gradlab.client.shell.screen;

import gradlab.client.console.Console;
import gradlab.client.console.OpenTerminal;
import gradlab.client.output.Display;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jline.reader.LineReader;
import org.jline.reader.Widget;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Status;

/**
 * Shares the terminal between the line that is typed, the command that runs, what others say above
 * the prompt, and the line at the bottom. Thread-safe.
 */
public final class ShellScreen implements OpenTerminal, AutoCloseable {
  private static final int MOST_HELD = 1_000;
  private static final String REFRESH = "gradlab-refresh";

  private enum Use {
    COMMAND,
    READING,
    /** A command draws where it likes. */
    LENT,
    /** Others may still want to say something. */
    CLOSED
  }

  private final Terminal terminal;
  private final Console console;
  private final Optional<Status> bottom;
  private final Attributes untouched;
  private final Object lock = new Object();
  private final Deque<String> held = new ArrayDeque<>();
  private long leftOut;
  private Use use = Use.COMMAND;
  private Optional<LineReader> reader = Optional.empty();
  private Runnable redraw = () -> {};
  private IntFunction<String> bottomLine = columns -> "";
  private String drawn = "";

  /**
   * @param base where commands write
   */
  public ShellScreen(Terminal terminal, Console base) {
    this.terminal = terminal;
    this.untouched = terminal.getAttributes();
    var quiet = new Attributes(untouched);
    quiet.setLocalFlag(LocalFlag.ECHOCTL, false); // a ^C in the middle of a progress bar
    terminal.setAttributes(quiet);
    this.bottom =
        Optional.of(base).filter(Console::animated).map(shown -> Status.getStatus(terminal));
    this.console =
        new Console(
            locked(base.out()),
            locked(base.err()),
            base.environment(),
            base.outIsTerminal(),
            base.errIsTerminal(),
            Optional.of(this));
  }

  /** The console of a command in the foreground. */
  public Console console() {
    return console;
  }

  /**
   * @param redraw what beside the bottom line is to be drawn anew, on a thread that may draw
   */
  public void attach(LineReader typed, Runnable redrawn, IntFunction<String> bottomText) {
    reader = Optional.of(typed);
    redraw = redrawn;
    bottomLine = bottomText;
    if (!console.animated()) {
      return; // a prompt there stays as it was written
    }
    Widget refreshing =
        () -> {
          redraw.run();
          drawBottom();
          return true;
        };
    typed.getWidgets().put(REFRESH, refreshing);
    // what has changed between the making of the prompt and the reading behind it
    typed.getWidgets().put(LineReader.CALLBACK_INIT, refreshing);
  }

  /** Reads a line. */
  public String read(String prompt) {
    use(Use.READING);
    try {
      return reader.orElseThrow().readLine(prompt);
    } finally {
      use(Use.COMMAND);
    }
  }

  private void use(Use next) {
    synchronized (lock) {
      use = next;
      drawBottom();
    }
  }

  /** A line that does not disturb what is typed. */
  public void above(String line) {
    synchronized (lock) {
      switch (use) {
        case LENT -> {
          held.add(line);
          if (held.size() > MOST_HELD) {
            held.remove();
            leftOut++;
          }
        }
        case READING -> reader.orElseThrow().printAbove(line);
        case COMMAND -> console.out().println(line);
        case CLOSED -> {}
      }
    }
  }

  /** Draws prompt and bottom line as they are now. */
  public void refresh() {
    if (!console.animated()) {
      return;
    }
    synchronized (lock) {
      switch (use) {
        case LENT, CLOSED -> {}
        case COMMAND -> drawBottom();
        case READING -> {
          try {
            reader.orElseThrow().callWidget(REFRESH);
          } catch (IllegalStateException between) {
            return; // the line has just been typed, or is about to be: that draws it all
          }
        }
      }
    }
  }

  private void drawBottom() {
    bottom.ifPresent(
        status -> {
          int columns = Math.max(1, terminal.getSize().getColumns() - 1);
          String text = bottomLine.apply(columns);
          if (!text.equals(drawn)) {
            drawn = text;
            status.update(text.isEmpty() ? List.of() : List.of(styled(text, columns)), true);
          }
        });
  }

  private AttributedString styled(String text, int columns) {
    var style = console.coloured() ? AttributedStyle.DEFAULT.inverse() : AttributedStyle.DEFAULT;
    return new AttributedString(text + " ".repeat(columns - Display.width(text)), style);
  }

  private void hideBottom() {
    drawn = "";
    bottom.ifPresent(status -> status.update(List.of(), true));
  }

  @Override
  public Terminal lend() {
    Attributes before = terminal.getAttributes();
    synchronized (lock) {
      console.out().flush();
      use = Use.LENT;
      hideBottom();
    }
    return OpenTerminal.lent(terminal, () -> giveBack(before));
  }

  private void giveBack(Attributes before) {
    terminal.setAttributes(before);
    synchronized (lock) {
      use = Use.COMMAND;
      if (leftOut > 0) {
        console.out().println("(" + leftOut + " lines left out)");
      }
      leftOut = 0;
      held.forEach(console.out()::println);
      held.clear();
      drawBottom();
    }
  }

  @Override
  public int columns() {
    return terminal.getSize().getColumns();
  }

  /** Takes the bottom line away. */
  @Override
  public void close() {
    synchronized (lock) {
      if (use == Use.CLOSED) {
        return;
      }
      use = Use.CLOSED;
      hideBottom();
      bottom.ifPresent(Status::close);
      terminal.setAttributes(untouched);
      terminal.flush();
    }
  }

  /** One write at a time, so that the bottom line is never drawn into another one. */
  private PrintStream locked(OutputStream to) {
    return new PrintStream(
        new FilterOutputStream(to) {
          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            synchronized (lock) {
              out.write(bytes, from, length);
            }
          }

          @Override
          public void flush() throws IOException {
            synchronized (lock) {
              super.flush();
            }
          }
        },
        true,
        StandardCharsets.UTF_8);
  }
}
