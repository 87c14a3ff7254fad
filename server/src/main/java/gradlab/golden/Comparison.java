package gradlab.golden;

/**
 * One tensor beside the golden one.
 *
 * @param distance relative L2 distance, or the largest absolute element where the true value is 0
 * @param bound largest allowed distance
 */
record Comparison(String tensor, double distance, double bound) {
  /** Elements of a gradient whose true value is 0 must be below this. */
  static final double ZERO_BOUND = 1e-5;

  static Comparison relative(String tensor, float[] ours, float[] golden, double bound) {
    if (ours.length != golden.length) {
      throw new IllegalArgumentException(
          tensor + " has " + ours.length + " elements, golden " + golden.length);
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < golden.length; i++) {
      double d = (double) ours[i] - golden[i];
      difference += d * d;
      norm += (double) golden[i] * golden[i];
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
