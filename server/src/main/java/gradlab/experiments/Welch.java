package gradlab.experiments;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of two means where neither sample size nor variance need be the same (Welch 1947),
 * with Satterthwaite's degrees of freedom.
 *
 * @param difference of the means, the first less the second
 * @param halfWidth of its 95 % confidence interval
 * @param effectSize Hedges' g: the difference over the root of the mean of both variances, times 1
 *     - 3 / (4 (n1 + n2) - 9) against the bias of small samples
 */
public record Welch(
    double difference, double halfWidth, double degreesOfFreedom, double effectSize) {
  private static final double CONFIDENCE = 0.95;

  /**
   * Empty where a sample has fewer than two values: one value says nothing of the variance. Also
   * where neither sample varies, or something is no finite number.
   */
  public static Optional<Welch> of(Spread first, Spread second) {
    if (first.n() < 2 || second.n() < 2) {
      return Optional.empty();
    }
    double a = first.variance() / first.n();
    double b = second.variance() / second.n();
    double difference = first.mean() - second.mean();
    double squaredError = a + b;
    if (!(squaredError > 0) || !Double.isFinite(squaredError) || !Double.isFinite(difference)) {
      return Optional.empty();
    }
    // of shares, not of squares: those of tiny variances are 0
    double share = a / squaredError;
    double freedom =
        1 / (share * share / (first.n() - 1) + (1 - share) * (1 - share) / (second.n() - 1));
    double quantile = TDistribution.of(freedom).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    double deviation = Math.sqrt((first.variance() + second.variance()) / 2);
    double correction = 1 - 3.0 / (4.0 * (first.n() + second.n()) - 9);
    return Optional.of(
        new Welch(
            difference,
            quantile * Math.sqrt(squaredError),
            freedom,
            difference / deviation * correction));
  }

  /** Whether 0 is within the interval: which mean is the larger cannot be told. */
  public boolean isUndecided() {
    return Math.abs(difference) <= halfWidth;
  }
}
