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
  public static Spread ofRatios(double[] ours, double[] theirs) {
    if (ours.length != theirs.length) {
      throw new IllegalArgumentException(ours.length + " numbers and " + theirs.length);
    }
    var ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> ours[i] / theirs[i]);
    return of(ratios);
  }
}
