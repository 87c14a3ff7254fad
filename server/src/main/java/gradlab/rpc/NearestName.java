package gradlab.rpc;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses which name was meant. */
final class NearestName {
  private static final int MOST_EDITS = 3;
  private static final int LONGEST_NAME = 40;

  private NearestName() {}

  /** The known name with the fewest edits, if they are few. */
  static Optional<String> of(String given, List<String> known) {
    if (given.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String folded = given.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(folded, name)))
        .filter(name -> distance(folded, name) <= Math.min(MOST_EDITS, name.length() - 1));
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
