package gradlab.cost;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them. */
final class Words {
  private Words() {}

  /** For example 42 s, 3 min 7 s, 2 h 5 min. */
  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }

  /** Money: two decimals, four where it is little. */
  static String amount(double amount) {
    return String.format(Locale.ROOT, amount < 1 ? "%.4f" : "%.2f", amount);
  }
}
