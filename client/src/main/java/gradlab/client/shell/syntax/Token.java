package gradlab.client.shell.syntax;

/**
 * A piece of a line.
 *
 * @param text what it means: a word without its quotes
 * @param start where it begins in the line
 * @param end where it ends in the line, exclusive
 * @param quoted whether some of it was quoted; such a word is no alias
 */
public record Token(Kind kind, String text, int start, int end, boolean quoted) {
  /** What a token is. */
  public enum Kind {
    WORD,
    /** {@code |}; what follows is the local shell's. */
    PIPE,
    /** {@code >}. */
    INTO,
    /** {@code >>}. */
    APPEND,
    /** {@code &}. */
    BACKGROUND,
    COMMENT
  }

  boolean isTarget() {
    return kind == Kind.INTO || kind == Kind.APPEND;
  }
}
