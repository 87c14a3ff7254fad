package gradlab.data;

import java.nio.FloatBuffer;

/** Some images with their labels; valid only until the following {@link BatchSource#next()}. */
public interface Batch {
  /**
   * Normalised pixels, size() x 3 x 32 x 32 (image, channel, row, column): a direct buffer in
   * native byte order from position 0 to its limit.
   */
  FloatBuffer images();

  /** Fine labels, 0 to 99; one per image. Do not change it. */
  int[] labels();

  /** Number of images; smaller than the others in the last batch of an epoch where it must be. */
  int size();
}
