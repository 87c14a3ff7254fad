package gradlab.network;

import gradlab.domain.NetworkConfig;

/**
 * What all layers of a network have in common.
 *
 * @param activationSlope slope of LeakyReLU for negative inputs
 * @param kernel width and height of each convolution, odd
 * @param growth channels that a dense layer adds
 * @param dropout share of the features in front of each head's linear layer that training zeroes
 * @param initScale factor on the initial weights
 */
public record LayerSettings(
    double activationSlope, int kernel, int growth, double dropout, double initScale) {
  /** The course's, and the project's growth. */
  public static final LayerSettings COURSE = of(NetworkConfig.vgg("VGG_08", 0));

  public LayerSettings {
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException("kernel: is " + kernel + ", must be odd");
    }
  }

  static LayerSettings of(NetworkConfig c) {
    return new LayerSettings(
        c.activationSlope(),
        c.kernel(),
        c.growth().orElse(NetworkConfig.GROWTH),
        c.dropout(),
        c.initScale());
  }

  LayerSettings withActivationSlope(double slope) {
    return new LayerSettings(slope, kernel, growth, dropout, initScale);
  }

  LayerSettings withKernel(int side) {
    return new LayerSettings(activationSlope, side, growth, dropout, initScale);
  }

  LayerSettings withGrowth(int channels) {
    return new LayerSettings(activationSlope, kernel, channels, dropout, initScale);
  }

  LayerSettings withDropout(double share) {
    return new LayerSettings(activationSlope, kernel, growth, share, initScale);
  }

  LayerSettings withInitScale(double factor) {
    return new LayerSettings(activationSlope, kernel, growth, dropout, factor);
  }
}
