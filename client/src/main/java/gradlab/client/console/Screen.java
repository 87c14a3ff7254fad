package gradlab.client.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal the command runs on. Opening it costs a tenth of a second, so only commands that
 * draw do it.
 */
public final class Screen {
  /** Columns where nobody says how wide it is. */
  public static final int DEFAULT_WIDTH = 100;

  private Screen() {}

  /**
   * The console's terminal. The caller closes it, which restores the terminal; one that was lent
   * stays open.
   */
  public static Terminal open(Console console) {
    return console.terminal().map(OpenTerminal::lend).orElseGet(() -> open(false));
  }

  /** As {@link #open}, for the shell: Ctrl-C and a new size are the terminal's to handle. */
  public static Terminal openWithSignals() {
    return open(true);
  }

  private static Terminal open(boolean signals) {
    try {
      // Without graphemeCluster(false) JLine sends the terminal questions whose answers, if late,
      // end up on the user's next command line.
      return TerminalBuilder.builder()
          .name("gradlab")
          .system(true)
          .dumb(true)
          .graphemeCluster(false)
          .nativeSignals(signals) // without, Ctrl-C is ours: see Interrupts
          .signalHandler(Terminal.SignalHandler.SIG_IGN)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be opened", e);
    }
  }

  /** Columns of the terminal on which {@code out} is read; empty when it is not read on one. */
  public static OptionalInt width(Console console) {
    if (!console.outIsTerminal()) {
      return OptionalInt.empty();
    }
    if (console.terminal().isPresent()) {
      return width(console.terminal().get().columns());
    }
    try (Terminal terminal = open(false)) {
      return width(terminal.getSize().getColumns());
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be restored", e);
    }
  }

  private static OptionalInt width(int columns) {
    return OptionalInt.of(columns > 0 ? columns : DEFAULT_WIDTH);
  }
}
