package gradlab.golden;

import java.util.List;
import java.util.Map;

/**
 * One tensor of a run beside another's.
 *
 * @param distance relative L2 distance, or the largest absolute element where the true value is 0
 * @param bound largest allowed distance
 */
record Comparison(String tensor, double distance, double bound) {
  /** Elements of a gradient whose true value is 0 must be below this. */
  static final double ZERO_BOUND = 1e-5;

  /** Everything that a case compares; what a run lacks is infinitely far. */
  static List<Comparison> all(
      GoldenCase golden, Map<String, float[]> ours, Map<String, float[]> reference) {
    return golden.compared().stream()
        .map(
            tensor ->
                !ours.containsKey(tensor)
                    ? new Comparison(tensor, Double.POSITIVE_INFINITY, 0)
                    : golden.zeros().contains(tensor)
                        ? zero(tensor, ours.get(tensor))
                        : relative(
                            tensor,
                            ours.get(tensor),
                            reference.get(tensor),
                            golden.bounds().get(tensor)))
        .toList();
  }

  static Comparison relative(String tensor, float[] ours, float[] reference, double bound) {
    if (ours.length != reference.length) {
      throw new IllegalArgumentException(
          tensor + " has " + ours.length + " elements, not " + reference.length);
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < reference.length; i++) {
      double d = (double) ours[i] - reference[i];
      difference += d * d;
      norm += (double) reference[i] * reference[i];
    }
    double distance =
        norm > 0 ? Math.sqrt(difference / norm) : difference == 0 ? 0 : Double.POSITIVE_INFINITY;
    return new Comparison(tensor, distance, bound);
  }

  static Comparison zero(String tensor, float[] ours) {
    double largest = 0;
    for (float v : ours) {
      largest = Double.isNaN(v) ? Double.NaN : Math.max(largest, Math.abs(v));
    }
    return new Comparison(tensor, largest, ZERO_BOUND);
  }

  /** Also false for NaN. */
  boolean holds() {
    return distance <= bound;
  }
}
