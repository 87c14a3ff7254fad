package gradlab.diagnosis;

/**
 * One figure that a finding rests on.
 *
 * @param measure what was measured, for example gradient_ratio or rms of logit_linear_layer
 * @param threshold name of the threshold it was held against, see {@link Thresholds}; empty where a
 *     figure only explains
 * @param limit the threshold's value; 0 where there is none
 */
public record Evidence(String measure, double value, String threshold, double limit) {
  static Evidence of(String measure, double value, Threshold threshold, Thresholds values) {
    return new Evidence(measure, value, threshold.word(), values.of(threshold));
  }

  static Evidence of(String measure, double value) {
    return new Evidence(measure, value, "", 0);
  }
}
