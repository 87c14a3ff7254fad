package gradlab.experiments;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Mean and standard deviation of a value over runs that differ in their seed.
 *
 * @param n how many values, at least 1
 * @param standardDeviation of the sample: n - 1 in the denominator; empty where n is 1
 */
public record Spread(int n, double mean, OptionalDouble standardDeviation) {

  /** Empty where there are no values. */
  public static Optional<Spread> of(double... values) {
    if (values.length == 0) {
      return Optional.empty();
    }
    double mean = Arrays.stream(values).sum() / values.length; // a compensated sum
    return Optional.of(new Spread(values.length, mean, deviation(values, mean)));
  }

  private static OptionalDouble deviation(double[] values, double mean) {
    if (values.length < 2) {
      return OptionalDouble.empty();
    }
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (values.length - 1)));
  }

  /** The square of the standard deviation; 0 where n is 1. */
  double variance() {
    double deviation = standardDeviation.orElse(0);
    return deviation * deviation;
  }
}
