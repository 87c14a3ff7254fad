package gradlab.client.completion;

import java.util.List;

/**
 * What may stand in a place of the command line.
 *
 * @param choices the words that fit, where they are known
 */
public record Value(Kind kind, List<String> choices) {
  /** Where the words that fit come from. */
  public enum Kind {
    CHOICES,
    FILE,
    /** The server is asked. */
    RUN,
    /** The names of the user's logins. */
    SERVER,
    /** Nobody knows. */
    ANY
  }

  public Value {
    choices = List.copyOf(choices);
  }

  /** In the tables of the scripts: {@code @run}, or the choices. */
  String word() {
    return kind == Kind.CHOICES
        ? String.join(" ", choices)
        : "@" + kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
