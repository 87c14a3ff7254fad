package gradlab.client.view;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * The line at the terminal's bottom that is drawn again and again, at most four times a second, and
 * the lines that scroll away above it. On a terminal without cursor there is no such line.
 */
public final class StatusLine implements AutoCloseable {
  private static final long REDRAW_NANOS = Duration.ofMillis(250).toNanos();

  private final Terminal terminal;
  private final LongSupplier nanos;
  private final boolean movable;
  private long drawnAt;
  private String drawn = "";

  /**
   * @param nanos a clock like {@link System#nanoTime}
   */
  public StatusLine(Terminal terminal, LongSupplier nanos) {
    this.terminal = terminal;
    this.nanos = nanos;
    this.movable =
        terminal.getStringCapability(Capability.carriage_return) != null
            && terminal.getStringCapability(Capability.clr_eol) != null;
    this.drawnAt = nanos.getAsLong() - REDRAW_NANOS;
  }

  /** One less than the terminal has: writing into the last one may wrap. */
  public int columns() {
    int columns = terminal.getSize().getColumns();
    return (columns > 0 ? columns : 80) - 1;
  }

  public void draw(String text) {
    long now = nanos.getAsLong();
    if (!movable || now - drawnAt < REDRAW_NANOS || text.equals(drawn)) {
      return;
    }
    drawnAt = now;
    write(text);
  }

  /** A line above the status line. */
  public void above(String text) {
    String status = drawn;
    clear();
    terminal.writer().println(text);
    terminal.flush();
    if (movable && !status.isEmpty()) {
      write(status);
    }
  }

  public void clear() {
    if (!drawn.isEmpty()) {
      write("");
    }
  }

  @Override
  public void close() {
    clear();
    terminal.flush();
  }

  private void write(String text) {
    terminal.puts(Capability.carriage_return);
    terminal.writer().print(text);
    terminal.puts(Capability.clr_eol);
    terminal.flush();
    drawn = text;
  }
}
