package gradlab.client.shell.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A line taken apart.
 *
 * @param tokens up to the first pipe, and that
 * @param missing what must follow before the line is whole: a quote, or a line after a backslash
 */
public record Line(String text, List<Token> tokens, Missing missing) {
  /** What keeps a line open. */
  public enum Missing {
    NOTHING,
    QUOTE,
    NEXT_LINE
  }

  public Line {
    tokens = List.copyOf(tokens);
  }

  public boolean isWhole() {
    return missing == Missing.NOTHING;
  }

  /** Where the local shell's part begins. */
  Optional<Token> pipe() {
    return tokens.stream().filter(t -> t.kind() == Token.Kind.PIPE).findFirst();
  }
}
