package gradlab.data;

import gradlab.dataset.Cifar100;
import java.nio.ByteBuffer;

/** The transform as SPEC words it, one step after the other, on a padded copy. */
final class NaiveImages {
  private static final float[] MEAN = {0.4914f, 0.4822f, 0.4465f};
  private static final float[] STD = {0.2023f, 0.1994f, 0.2010f};

  private NaiveImages() {}

  /**
   * @param top first row of the window in the 40x40 image, 0 to 8
   */
  static float[] window(Cifar100 data, int image, int top, int left, boolean flip) {
    ByteBuffer record = ByteBuffer.allocate(Cifar100.RECORD_BYTES);
    data.read(image, record);
    int[][][] padded = new int[3][40][40];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 32; y++) {
        for (int x = 0; x < 32; x++) {
          padded[c][y + 4][x + 4] =
              Byte.toUnsignedInt(record.get(Cifar100.PIXEL_OFFSET + (c * 32 + y) * 32 + x));
        }
      }
    }
    float[] out = new float[3072];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 32; y++) {
        for (int x = 0; x < 32; x++) {
          int value = padded[c][y + top][left + (flip ? 31 - x : x)];
          out[(c * 32 + y) * 32 + x] = ((float) value / 255 - MEAN[c]) / STD[c];
        }
      }
    }
    return out;
  }

  static float[] plain(Cifar100 data, int image) {
    return window(data, image, 4, 4, false);
  }
}
