package gradlab.bench.report;

import java.util.Arrays;

/**
 * A median with the interval that holds the true one with 95 % confidence, whatever the
 * distribution: between two order statistics, chosen by the binomial distribution (David and
 * Nagaraja, Order Statistics, 3rd edition, section 7.1).
 */
public record MedianInterval(double low, double median, double high) {
  /** With fewer, not even the whole range gives 95 %. */
  public static final int FEWEST = 6;

  private static final double TAIL = 0.025;

  public static MedianInterval of(double[] values) {
    int n = values.length;
    if (n < FEWEST) {
      throw new IllegalArgumentException(n + " values, must be at least " + FEWEST);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int below = mostBelow(n);
    return new MedianInterval(sorted[below], Median.of(values), sorted[n - 1 - below]);
  }

  /** The largest number of values to leave out on each side: P(Bin(n, 1/2) <= it) <= 2.5 %. */
  private static int mostBelow(int n) {
    double logProbability = -n * Math.log(2); // of 0 successes; as logarithm it cannot underflow
    double cumulative = Math.exp(logProbability);
    int k = 0;
    while (true) {
      logProbability += Math.log((double) (n - k) / (k + 1));
      cumulative += Math.exp(logProbability);
      if (cumulative > TAIL) {
        return k;
      }
      k++;
    }
  }
}
