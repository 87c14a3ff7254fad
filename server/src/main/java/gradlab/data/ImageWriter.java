package gradlab.data;

import static gradlab.dataset.Cifar100.CHANNELS;
import static gradlab.dataset.Cifar100.PIXEL_BYTES;
import static gradlab.dataset.Cifar100.PIXEL_OFFSET;
import static gradlab.dataset.Cifar100.RECORD_BYTES;
import static gradlab.dataset.Cifar100.SIDE;

import gradlab.dataset.Cifar100;
import gradlab.domain.Augmentation;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads images and turns their bytes into normalised floats. For one thread. */
final class ImageWriter {
  /** Black border on each side before the crop. */
  static final int PAD = 4;

  private static final int OFFSETS = 2 * PAD + 1;
  private static final int DRAW_BITS = 24;
  private static final long DRAW_MASK = (1L << DRAW_BITS) - 1;

  private final Cifar100 data;
  private final Augmentation augmentation;
  private final ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
  private final byte[] bytes = record.array();

  ImageWriter(Cifar100 data, Augmentation augmentation) {
    this.data = data;
    this.augmentation = augmentation;
  }

  /**
   * @param random 64 random bits, all that the image's augmentation depends on
   * @param pixels 3 x 32 x 32, overwritten
   */
  void write(int image, long random, float[] pixels) {
    data.read(image, record);
    int top = augmentation.crop() ? offset(random >>> (64 - DRAW_BITS)) : PAD;
    int left = augmentation.crop() ? offset(random >>> (64 - 2 * DRAW_BITS)) : PAD;
    boolean flip = augmentation.flip() && (random & 1) != 0;
    if (top == PAD && left == PAD && !flip) {
      writeWhole(pixels);
    } else {
      writeWindow(top - PAD, left - PAD, flip, pixels);
    }
  }

  /** 0..8 from 24 bits; the shares differ by less than one in a million. */
  private static int offset(long bits) {
    return (int) (((bits & DRAW_MASK) * OFFSETS) >>> DRAW_BITS);
  }

  private void writeWhole(float[] pixels) {
    int plane = PIXEL_BYTES / CHANNELS;
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] table = PixelNormalisation.table(channel);
      int to = channel * plane;
      int from = PIXEL_OFFSET + to;
      for (int i = 0; i < plane; i++) {
        pixels[to + i] = table[bytes[from + i] & 0xff];
      }
    }
  }

  /**
   * Row y, column x of the result is row y + down, column x + right of the image, or black where
   * that lies outside; columns are then mirrored for a flip.
   */
  private void writeWindow(int down, int right, boolean flip, float[] pixels) {
    int firstColumn = Math.max(0, -right); // columns [firstColumn, endColumn) show the image
    int endColumn = Math.min(SIDE, SIDE - right);
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] table = PixelNormalisation.table(channel);
      float black = table[0];
      int plane = channel * SIDE * SIDE;
      for (int y = 0; y < SIDE; y++) {
        int row = plane + y * SIDE;
        int sourceY = y + down;
        if (sourceY < 0 || sourceY >= SIDE) {
          Arrays.fill(pixels, row, row + SIDE, black);
          continue;
        }
        int from = PIXEL_OFFSET + plane + sourceY * SIDE + right;
        int start = flip ? SIDE - endColumn : firstColumn;
        int end = flip ? SIDE - firstColumn : endColumn;
        Arrays.fill(pixels, row, row + start, black);
        if (flip) {
          for (int x = start; x < end; x++) {
            pixels[row + x] = table[bytes[from + SIDE - 1 - x] & 0xff];
          }
        } else {
          for (int x = start; x < end; x++) {
            pixels[row + x] = table[bytes[from + x] & 0xff];
          }
        }
        Arrays.fill(pixels, row + end, row + SIDE, black);
      }
    }
  }
}
