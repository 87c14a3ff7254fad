package gradlab.server;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: 90s, 10m, 1h30m. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");

  @Override
  public Duration convert(String text) {
    var parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration; write for example 90s, 10m or 1h30m");
    }
    return Duration.ofHours(amount(parts.group(1)))
        .plusMinutes(amount(parts.group(2)))
        .plusSeconds(amount(parts.group(3)));
  }

  private static long amount(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
