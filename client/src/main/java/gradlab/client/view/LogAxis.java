package gradlab.client.view;

import java.util.Collection;
import java.util.Locale;

/**
 * A logarithmic axis over whole decades.
 *
 * @param low power of ten at the left end
 * @param high power of ten at the right end, greater than low
 */
public record LogAxis(int low, int high) {

  /** The smallest axis that holds all values that are positive numbers. */
  public static LogAxis over(Collection<Double> values) {
    double[] drawn = values.stream().filter(LogAxis::drawable).mapToDouble(Math::log10).toArray();
    if (drawn.length == 0) {
      return new LogAxis(-1, 0);
    }
    double least = drawn[0];
    double most = drawn[0];
    for (double value : drawn) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    int low = (int) Math.floor(least);
    return new LogAxis(low, Math.max(low + 1, (int) Math.ceil(most)));
  }

  /**
   * Length of the bar in cells; 0 for what has no logarithm. A drawable value shows at least a bit.
   */
  public double length(double value, int cells) {
    if (!drawable(value)) {
      return 0;
    }
    return Math.max(0.125, share(value) * cells);
  }

  /** The ends of the axis above its bars. */
  public String labels(int cells) {
    String left = String.format(Locale.ROOT, "1e%d", low);
    String right = String.format(Locale.ROOT, "1e%d", high);
    int space = cells - left.length() - right.length();
    return space < 1 ? left : left + " ".repeat(space) + right;
  }

  /** Where the value is between the ends, 0 to 1. */
  public double share(double value) {
    return Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low)));
  }

  /** Whether there is a place for it on an axis of this kind. */
  public static boolean drawable(double value) {
    return value > 0 && !Double.isInfinite(value);
  }
}
