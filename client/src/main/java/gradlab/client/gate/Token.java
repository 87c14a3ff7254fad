package gradlab.client.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A piece of a gate's text.
 *
 * @param at its first character's place in the text, from 0
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    NUMBER,
    WORD,
    SIGN,
    OPEN,
    CLOSE,
    END;

    private String group() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A sign takes all that may belong to one, so that {@code =>} is one mistake and not two. */
  private static final Pattern PIECES =
      Pattern.compile(
          "\\s*(?:(?<number>[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![\\w.]))"
              + "|(?<word>[A-Za-z_][\\w-]*)|(?<sign>[<>=!&|]+)|(?<open>\\()|(?<close>\\)))");

  static List<Token> of(String gate) {
    var tokens = new ArrayList<Token>();
    var pieces = PIECES.matcher(gate);
    int at = 0;
    while (at < gate.stripTrailing().length()) {
      if (!pieces.region(at, gate.length()).lookingAt()) {
        throw Mistake.unreadable(gate, at);
      }
      for (Kind kind : Kind.values()) {
        if (kind != Kind.END && pieces.group(kind.group()) != null) {
          tokens.add(new Token(kind, pieces.group(kind.group()), pieces.start(kind.group())));
        }
      }
      at = pieces.end();
    }
    tokens.add(new Token(Kind.END, "its end", gate.length()));
    return tokens;
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
