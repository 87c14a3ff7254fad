package gradlab.client.watch.terminal;

import gradlab.client.watch.grid.Changes;
import gradlab.client.watch.grid.Grid;
import java.util.EnumSet;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * A terminal's alternate screen, with keys that arrive at once and unseen. Closing it, from any
 * thread, leaves the terminal as it was; after that nothing is drawn any more.
 */
public final class FullScreen implements AutoCloseable {
  private static final String RESET = "\u001b[0m";

  private final Terminal terminal;
  private final Attributes before;
  private Size size;
  private Optional<Grid> shown = Optional.empty();
  private boolean closed;

  private FullScreen(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.getAttributes();
    this.size = terminal.getSize();
  }

  /** Whether the terminal can do it. */
  public static boolean possible(Terminal terminal) {
    return terminal.getStringCapability(Capability.cursor_address) != null
        && terminal.getStringCapability(Capability.clear_screen) != null;
  }

  public static FullScreen enter(Terminal terminal) {
    var screen = new FullScreen(terminal);
    boolean entered = false;
    try {
      screen.prepare();
      entered = true;
      return screen;
    } finally {
      if (!entered) {
        screen.close();
      }
    }
  }

  /** Also after the process was stopped and goes on: the shell has changed the terminal since. */
  public synchronized void prepare() {
    if (closed) {
      return;
    }
    var keys = new Attributes(before);
    // Without ISIG Ctrl-C is a key: two in a row cannot end the process with the screen as it is.
    keys.setLocalFlags(
        EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.ISIG, LocalFlag.IEXTEN), false);
    keys.setInputFlags(EnumSet.of(InputFlag.ICRNL, InputFlag.IXON), false);
    keys.setControlChar(ControlChar.VMIN, 0);
    keys.setControlChar(ControlChar.VTIME, 1); // tenths of a second
    terminal.setAttributes(keys);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    repaint();
    terminal.flush();
  }

  /** Asking the terminal takes a process, so it is done when the size has changed only. */
  public synchronized void resized() {
    if (!closed) {
      size = terminal.getSize();
      repaint();
    }
  }

  /** The next frame is drawn whole. */
  public synchronized void repaint() {
    shown = Optional.empty();
  }

  /** An empty grid for the next frame. */
  public synchronized Grid grid() {
    boolean known = size.getRows() > 0 && size.getColumns() > 0;
    return known ? new Grid(size.getRows(), size.getColumns()) : new Grid(24, 80);
  }

  public synchronized void draw(Grid grid) {
    if (closed) {
      return;
    }
    boolean fits =
        shown.isPresent()
            && shown.get().rows() == grid.rows()
            && shown.get().columns() == grid.columns();
    if (!fits) {
      terminal.writer().print(RESET);
      terminal.puts(Capability.clear_screen);
    }
    terminal.writer().print(fits ? Changes.between(shown.get(), grid) : Changes.all(grid));
    terminal.flush();
    shown = Optional.of(grid);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // Setting the terminal waits for a process, which an interrupted thread cannot.
    boolean interrupted = Thread.interrupted();
    try {
      terminal.writer().print(RESET);
      if (terminal.getStringCapability(Capability.exit_ca_mode) == null) {
        terminal.puts(Capability.clear_screen);
      }
      terminal.puts(Capability.exit_ca_mode);
      terminal.puts(Capability.cursor_normal);
      terminal.flush();
    } finally {
      terminal.setAttributes(before);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
