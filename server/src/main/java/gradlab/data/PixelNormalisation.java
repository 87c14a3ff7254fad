package gradlab.data;

import gradlab.dataset.Cifar100;

/**
 * The course's normalisation, (v / 255 - mean) / std per channel in float32 as torchvision computes
 * it, for each of the 256 values a byte can have.
 */
final class PixelNormalisation {
  // The usual CIFAR-10 constants; the course uses them for CIFAR-100 too.
  private static final float[] MEAN = {0.4914f, 0.4822f, 0.4465f};
  private static final float[] STD = {0.2023f, 0.1994f, 0.2010f};

  private static final float[][] TABLE = new float[Cifar100.CHANNELS][256];

  static {
    for (int channel = 0; channel < Cifar100.CHANNELS; channel++) {
      for (int value = 0; value < 256; value++) {
        TABLE[channel][value] = (value / 255f - MEAN[channel]) / STD[channel];
      }
    }
  }

  private PixelNormalisation() {}

  /** 256 values. */
  static float[] table(int channel) {
    return TABLE[channel];
  }
}
