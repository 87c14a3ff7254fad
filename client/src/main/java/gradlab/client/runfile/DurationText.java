package gradlab.client.runfile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: 90s, 10m, 1h30m, 30d, 500ms, 1.5s. */
public final class DurationText {
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(?<d>\\d{1,5})d)?(?:(?<h>\\d{1,9})h)?(?:(?<m>\\d{1,10})m(?!s))?"
              + "(?:(?<s>\\d{1,12}(?:\\.\\d{1,9})?)s)?(?:(?<ms>\\d{1,9})ms)?");

  private DurationText() {}

  /** Empty for what is no duration. */
  public static Optional<Duration> parse(String text) {
    var parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(amount(parts.group("d")))
            .plusHours(amount(parts.group("h")))
            .plusMinutes(amount(parts.group("m")))
            .plus(seconds(parts.group("s")))
            .plusMillis(amount(parts.group("ms"))));
  }

  /** So that {@link #parse} reads the same again. */
  static String of(Duration duration) {
    if (duration.getNano() != 0) {
      return BigDecimal.valueOf(duration.getNano(), 9)
              .add(BigDecimal.valueOf(duration.getSeconds()))
              .stripTrailingZeros()
              .toPlainString()
          + "s";
    }
    long seconds = duration.getSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }

  private static Duration seconds(String digits) {
    if (digits == null) {
      return Duration.ZERO;
    }
    var exact = new BigDecimal(digits);
    return Duration.ofSeconds(
        exact.longValue(), exact.remainder(BigDecimal.ONE).movePointRight(9).longValueExact());
  }

  private static long amount(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
