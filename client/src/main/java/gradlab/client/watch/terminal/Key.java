package gradlab.client.watch.terminal;

/**
 * A key that was pressed.
 *
 * @param character of {@link Name#CHARACTER}; else 0
 */
public record Key(Name name, char character) {
  /** Keys with a name; the others are characters. */
  public enum Name {
    CHARACTER,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    BACKSPACE,
    TAB,
    REDRAW,
    INTERRUPT,
    /** The terminal is gone. */
    END_OF_INPUT,
    UNKNOWN
  }

  static Key of(Name name) {
    return new Key(name, (char) 0);
  }

  static Key of(char character) {
    return new Key(Name.CHARACTER, character);
  }
}
