package gradlab.client.command;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: 90s, 10m, 1h30m, 30d, 500ms. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(?<d>\\d{1,5})d)?(?:(?<h>\\d{1,6})h)?(?:(?<m>\\d{1,6})m(?!s))?(?:(?<s>\\d{1,9})s)?(?:(?<ms>\\d{1,9})ms)?");

  @Override
  public Duration convert(String text) {
    var parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration; write for example 90s, 10m or 1h30m");
    }
    return Duration.ofDays(amount(parts.group("d")))
        .plusHours(amount(parts.group("h")))
        .plusMinutes(amount(parts.group("m")))
        .plusSeconds(amount(parts.group("s")))
        .plusMillis(amount(parts.group("ms")));
  }

  private static long amount(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
