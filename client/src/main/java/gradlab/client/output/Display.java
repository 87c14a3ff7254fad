package gradlab.client.output;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jline.utils.WCWidth;

/** Values as people read them. */
public final class Display {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private Display() {}

  /** A loss, an accuracy, a share: four decimals. */
  public static String fixed(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** A gradient, a learning rate: four digits and the power of ten; 0 is 0. */
  public static String scientific(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3e", value);
  }

  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  public static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
  }

  public static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }

  /** For example 42s, 3m07s, 2h05m, 3d04h. */
  public static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
    }
    return String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds % 86_400 / 3600);
  }

  public static Duration elapsed(com.google.protobuf.Duration message) {
    return Duration.ofSeconds(message.getSeconds(), message.getNanos());
  }

  /** Two decimals, four where it is little. */
  public static String money(double amount) {
    return String.format(Locale.ROOT, amount < 1 ? "%.4f" : "%.2f", amount);
  }

  public static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** Date and time where the user is. */
  public static String time(Timestamp time) {
    return TIME.format(instant(time).atZone(ZoneId.systemDefault()));
  }

  /** Time of day where the user is. */
  public static String clock(Timestamp time) {
    return CLOCK.format(instant(time).atZone(ZoneId.systemDefault()));
  }

  /**
   * Text of others on one line, without control characters: a run's name must not be able to drive
   * the terminal.
   */
  public static String oneLine(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  /** Columns that the text takes on a terminal. */
  public static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /** The text, its end replaced by dots where it is wider than {@code columns}. */
  public static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    String dots = ".".repeat(Math.min(2, columns));
    var kept = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      String longer = kept + Character.toString(c);
      if (width(longer) + dots.length() > columns) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept + dots;
  }
}
