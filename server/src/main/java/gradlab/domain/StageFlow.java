package gradlab.domain;

import java.util.OptionalDouble;

/**
 * How the gradient goes through one stage: between its first and its last convolution.
 *
 * @param stage 0-based
 * @param firstLayer the stage's first convolution
 * @param firstMeanAbs its mean |g|
 * @param lastLayer the stage's last convolution
 * @param lastMeanAbs its mean |g|
 */
public record StageFlow(
    int stage, String firstLayer, double firstMeanAbs, String lastLayer, double lastMeanAbs) {

  /**
   * mean |g| of the first convolution over that of the last; empty where that is 0 or no number.
   */
  public OptionalDouble gradientRatio() {
    return lastMeanAbs > 0 ? OptionalDouble.of(firstMeanAbs / lastMeanAbs) : OptionalDouble.empty();
  }

  /** log10 of the ratio's inverse. */
  public OptionalDouble decadesLost() {
    return GradientFlow.decades(gradientRatio());
  }
}
