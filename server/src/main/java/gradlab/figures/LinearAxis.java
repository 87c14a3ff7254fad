package gradlab.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis from {@code least} to {@code most} with labels at multiples of {@code step}, which is 1,
 * 2 or 5 times a power of ten.
 *
 * @param from where {@code least} is, in pixels
 * @param to where {@code most} is
 */
record LinearAxis(double least, double most, BigDecimal step, double from, double to) {
  private static final int MOST_STEPS = 8;
  private static final double LEAST_SHARE = 1e-3;

  /**
   * The range of the values, widened to whole steps.
   *
   * @param values each drawable, see {@link #drawable}; may be none
   * @param leastSpan of the range: what varies less is not blown up
   */
  static LinearAxis around(DoubleStream values, double leastSpan, double from, double to) {
    var range = values.summaryStatistics();
    double least = range.getCount() == 0 ? 0 : range.getMin();
    double most = range.getCount() == 0 ? leastSpan : range.getMax();
    // Where values are huge, doubles are too far from each other for a step of the usual size.
    double wanted = Math.max(leastSpan, Math.max(Math.abs(least), Math.abs(most)) * LEAST_SHARE);
    double missing = Math.max(0, wanted - (most - least));
    // Losses and accuracies are not below 0, so neither is their axis.
    double low = least >= 0 ? Math.max(0, least - missing / 2) : least - missing / 2;
    double high = Math.max(most + missing / 2, low + wanted);
    var step = step(high - low);
    double unit = step.doubleValue();
    return new LinearAxis(
        Math.floor(low / unit) * unit, Math.ceil(high / unit) * unit, step, from, to);
  }

  /** Whole numbers from the least to the most; a single one stands in the middle. */
  static LinearAxis whole(int least, int most, double from, double to) {
    var step = step(Math.max(1, most - least)).max(BigDecimal.ONE);
    return least == most
        ? new LinearAxis(least - 0.5, most + 0.5, step, from, to)
        : new LinearAxis(least, most, step, from, to);
  }

  /** Whether a value can stand on an axis: no larger than what float32 holds, which computed it. */
  static boolean drawable(double value) {
    return Math.abs(value) <= Float.MAX_VALUE;
  }

  private static BigDecimal step(double span) {
    var power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(span / MOST_STEPS)));
    for (int factor : new int[] {1, 2, 5}) {
      var step = power.multiply(BigDecimal.valueOf(factor));
      if (span <= MOST_STEPS * step.doubleValue()) {
        return step;
      }
    }
    return power.scaleByPowerOfTen(1);
  }

  double at(double value) {
    return from + (value - least) / (most - least) * (to - from);
  }

  List<BigDecimal> labels() {
    var labels = new ArrayList<BigDecimal>();
    double tolerance = step.doubleValue() / 1000;
    var label =
        new BigDecimal(least - tolerance).divide(step, 0, RoundingMode.CEILING).multiply(step);
    while (label.doubleValue() <= most + tolerance) {
      labels.add(label);
      label = label.add(step);
    }
    return labels;
  }

  /** 4.5, 0, 100, 2E+30: without an exponent where that is short. */
  static String text(BigDecimal label) {
    var exact = label.round(new MathContext(6)).stripTrailingZeros();
    boolean plain = Math.abs(exact.precision() - exact.scale()) <= 6 && exact.scale() <= 6;
    return plain ? exact.toPlainString() : exact.toString();
  }
}
