package gradlab.store;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Doubles as Python's {@code repr} writes them: the fewest digits that give the same double back.
 * Double.toString of Java 17 sometimes writes more (JDK-4511638), and writes exponents differently.
 */
public final class PythonNumbers {
  /** 17 digits tell all doubles apart. */
  private static final int MOST_DIGITS = 17;

  private PythonNumbers() {}

  public static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    return sign + (value == 0 ? "0.0" : layout(shortest(Math.abs(value))));
  }

  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      Optional<BigDecimal> found = nearest(exact, value, digits);
      if (found.isPresent()) {
        return found.get().stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  /**
   * The nearest decimal of so many digits that reads back as the same double. Both neighbours are
   * tried: below a power of two the doubles lie closer, so the farther one may read back alone.
   */
  private static Optional<BigDecimal> nearest(BigDecimal exact, double value, int digits) {
    return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)
        .map(mode -> exact.round(new MathContext(digits, mode)))
        .filter(decimal -> decimal.doubleValue() == value)
        .findFirst();
  }

  /** Fixed from 1e-4 up to 1e16, else with an exponent of at least two digits. */
  private static String layout(BigDecimal value) {
    String digits = value.unscaledValue().toString();
    int exponent = digits.length() - 1 - value.scale();
    if (exponent >= -4 && exponent < 16) {
      String plain = value.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return "%s%se%s%02d"
        .formatted(digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
