package gradlab.server;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: 90s, 30m, 1h30m. */
final class DurationText {
  private static final Pattern PARTS =
      Pattern.compile("(?:(?<h>\\d{1,5})h)?(?:(?<m>\\d{1,6})m)?(?:(?<s>\\d{1,8})s)?");

  private DurationText() {}

  /** For options. */
  static final class Converter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      var parts = PARTS.matcher(text);
      if (text.isEmpty() || !parts.matches()) {
        throw new TypeConversionException(
            "'%s' is not a duration; write for example 90s, 30m or 1h30m".formatted(text));
      }
      return Duration.ofHours(amount(parts.group("h")))
          .plusMinutes(amount(parts.group("m")))
          .plusSeconds(amount(parts.group("s")));
    }

    private static long amount(String digits) {
      return digits == null ? 0 : Long.parseLong(digits);
    }
  }
}
