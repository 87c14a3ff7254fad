package gradlab.bench.report;

import java.util.Arrays;

/** The middle of some numbers. */
public final class Median {
  private Median() {}

  /** The mean of the two in the middle where their number is even. */
  public static double of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int upper = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
  }

  public static double of(long[] values) {
    return of(Arrays.stream(values).asDoubleStream().toArray());
  }
}
