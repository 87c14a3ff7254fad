package gradlab.domain;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a run's gradient flow says, by a first rule on gradient_ratio: gradients that shrink a
 * thousandfold between the last convolution and the first leave the first layers untrained.
 *
 * @param verdict vanishing, healthy or unknown
 * @param explanation one sentence with the numbers it rests on
 */
public record GradientVerdict(String verdict, String explanation) {
  /** Below this ratio the gradient vanishes. VGG_08 has about 0.1 to 1, VGG_38 about 1e-14. */
  public static final double VANISHING_BELOW = 1e-3;

  /** The verdict on one sampled flow. */
  public static GradientVerdict of(GradientFlow flow) {
    return of(flow.gradientRatio());
  }

  /** The verdict on a gradient_ratio; empty where it is undefined. */
  public static GradientVerdict of(OptionalDouble gradientRatio) {
    if (gradientRatio.isEmpty()) {
      return new GradientVerdict(
          "unknown",
          "gradient_ratio is undefined (no convolution's gradient is on record, or the"
              + " last one's is 0)");
    }
    double ratio = gradientRatio.getAsDouble();
    // written so that NaN does not count as healthy
    if (!(ratio >= VANISHING_BELOW)) {
      return new GradientVerdict("vanishing", vanishing(ratio));
    }
    return new GradientVerdict(
        "healthy",
        format(
            "mean |g| of the first convolution is %.2g of the last one's: gradients reach the first"
                + " layers (gradient_ratio %.2g)",
            ratio, ratio));
  }

  private static String vanishing(double ratio) {
    if (ratio > 0) {
      return format(
          "mean |g| falls by %.1f decades from the last convolution to the first"
              + " (gradient_ratio %.1e)",
          -Math.log10(ratio), ratio);
    }
    return ratio == 0
        ? "mean |g| falls to exactly 0 at the first convolution"
        : "mean |g| of the first convolution is not a number";
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
