package gradlab.client.watch.terminal;

import gradlab.client.watch.terminal.Key.Name;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns what a terminal sends into keys. */
public final class Keys {
  /** The rest of an escape sequence comes at once; over a slow line it may take a moment. */
  private static final Duration REST = Duration.ofMillis(100);

  private static final char ESCAPE = 27;
  private static final int EXPIRED = -2;

  /** As {@link org.jline.utils.NonBlockingReader#read(long)} has it: -1 at the end, -2 too late. */
  @FunctionalInterface
  public interface Input {
    int read(long millis) throws IOException;
  }

  private final Input input;
  private OptionalInt pushedBack = OptionalInt.empty();

  public Keys(Input input) {
    this.input = input;
  }

  /** Empty when none was pressed for so long. */
  public Optional<Key> next(Duration wait) throws IOException {
    int read =
        pushedBack.isPresent() ? pushedBack.getAsInt() : input.read(Math.max(1, wait.toMillis()));
    pushedBack = OptionalInt.empty();
    return read == EXPIRED ? Optional.empty() : Optional.of(key(read));
  }

  private Key key(int read) throws IOException {
    return switch (read) {
      case -1 -> Key.of(Name.END_OF_INPUT);
      case 3 -> Key.of(Name.INTERRUPT);
      case 8, 127 -> Key.of(Name.BACKSPACE);
      case '\t' -> Key.of(Name.TAB);
      case '\r', '\n' -> Key.of(Name.ENTER);
      case 12 -> Key.of(Name.REDRAW);
      case ESCAPE -> sequence();
      default -> read < ' ' ? Key.of(Name.UNKNOWN) : Key.of((char) read);
    };
  }

  /** ESC alone, or the beginning of CSI (ESC [) or SS3 (ESC O). */
  private Key sequence() throws IOException {
    int second = input.read(REST.toMillis());
    if (second != '[' && second != 'O') {
      pushedBack = second >= 0 ? OptionalInt.of(second) : OptionalInt.empty();
      return Key.of(Name.ESCAPE);
    }
    var number = new StringBuilder();
    while (number.length() < 16) {
      int next = input.read(REST.toMillis());
      if (next < 0) {
        return Key.of(Name.UNKNOWN);
      }
      if (next >= '@') {
        return Key.of(name((char) next, number.toString()));
      }
      number.append((char) next);
    }
    return Key.of(Name.UNKNOWN);
  }

  private static Name name(char last, String number) {
    return switch (last) {
      case 'A' -> Name.UP;
      case 'B' -> Name.DOWN;
      case 'C' -> Name.RIGHT;
      case 'D' -> Name.LEFT;
      case 'H' -> Name.HOME;
      case 'F' -> Name.END;
      case 'M' -> Name.ENTER; // of the keypad
      case '~' ->
          switch (number) {
            case "1", "7" -> Name.HOME;
            case "4", "8" -> Name.END;
            case "5" -> Name.PAGE_UP;
            case "6" -> Name.PAGE_DOWN;
            default -> Name.UNKNOWN;
          };
      default -> Name.UNKNOWN;
    };
  }
}
