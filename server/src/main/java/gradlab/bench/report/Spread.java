package gradlab.bench.report;

import java.util.Arrays;

/** Where some numbers lie. */
public record Spread(double min, double median, double max) {
  public static Spread of(double[] values) {
    return new Spread(
        Arrays.stream(values).min().orElseThrow(),
        Median.of(values),
        Arrays.stream(values).max().orElseThrow());
  }

  /** Of the ratios of numbers that belong together, so that what hits both does not count. */
  public static Spread ofRatios(double[] numerators, double[] denominators) {
    if (numerators.length != denominators.length) {
      throw new IllegalArgumentException(numerators.length + " numbers and " + denominators.length);
    }
    var ratios = new double[numerators.length];
    Arrays.setAll(ratios, i -> numerators[i] / denominators[i]);
    return of(ratios);
  }
}
