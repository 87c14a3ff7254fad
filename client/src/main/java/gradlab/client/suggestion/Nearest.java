package gradlab.client.suggestion;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Guesses which name was meant by a mistyped one. */
public final class Nearest {
  private static final int MOST_EDITS = 3;

  /** Longer ones are no slip of the fingers, and would cost quadratic time. */
  private static final int LONGEST_NAME = 60;

  private Nearest() {}

  /**
   * The known name with the fewest edits, if they are few: at most a third of its length and one.
   * Upper and lower case, '-' and '_' count as the same.
   */
  public static Optional<String> of(String given, Collection<String> known) {
    if (given.isEmpty() || given.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String folded = folded(given);
    return known.stream()
        .filter(name -> edits(folded, name).isPresent())
        .min(Comparator.comparingInt(name -> edits(folded, name).orElseThrow()));
  }

  /** For a sentence: ", did you mean X?" or nothing. */
  public static String question(String given, Collection<String> known) {
    return of(given, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** For a sentence: a, b or c. */
  public static String list(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static OptionalInt edits(String folded, String name) {
    String other = folded(name);
    boolean begins =
        folded.length() >= 3 && (other.startsWith(folded) || other.endsWith("_" + folded))
            || other.length() >= 5 && folded.startsWith(other + "_");
    int edits = begins ? 1 : distance(folded, other);
    int letters = other.replace("_", "").length();
    return edits <= Math.min(MOST_EDITS, (letters + 2) / 3)
        ? OptionalInt.of(edits)
        : OptionalInt.empty();
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Damerau's: two letters that changed places are one edit, the commonest slip there is. */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        edits[i][j] =
            Math.min(edits[i - 1][j - 1] + change, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
