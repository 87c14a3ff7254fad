package gradlab.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** One JSON object on one line, its fields in the order in which they are added. */
public final class JsonLine {
  /** Five digits tell more than any timing does. */
  private static final MathContext DIGITS = new MathContext(5);

  private final StringBuilder text = new StringBuilder("{");

  public JsonLine with(String field, String value) {
    name(field).append(quoted(value));
    return this;
  }

  public JsonLine with(String field, long value) {
    name(field).append(value);
    return this;
  }

  public JsonLine with(String field, boolean value) {
    name(field).append(value);
    return this;
  }

  /**
   * @throws IllegalArgumentException if the value is not finite, for which JSON has no word
   */
  public JsonLine with(String field, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(field + " is " + value);
    }
    var rounded = new BigDecimal(value).round(DIGITS);
    var plain = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    name(field).append(plain.toPlainString());
    return this;
  }

  private StringBuilder name(String field) {
    if (text.length() > 1) {
      text.append(',');
    }
    return text.append(quoted(field)).append(':');
  }

  private static String quoted(String value) {
    var quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
