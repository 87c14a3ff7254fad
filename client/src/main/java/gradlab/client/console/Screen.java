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

  /** The caller closes it, which restores the terminal. */
  public static Terminal open() {
    try {
      // Without graphemeCluster(false) JLine sends the terminal questions whose answers, if late,
      // end up on the user's next command line.
      return TerminalBuilder.builder()
          .name("gradlab")
          .system(true)
          .dumb(true)
          .graphemeCluster(false)
          .nativeSignals(false) // Ctrl-C is ours, see Interrupts
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
    try (Terminal terminal = open()) {
      int columns = terminal.getSize().getColumns();
      return OptionalInt.of(columns > 0 ? columns : DEFAULT_WIDTH);
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be restored", e);
    }
  }
}
