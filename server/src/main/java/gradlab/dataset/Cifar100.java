package gradlab.dataset;

import gradlab.domain.GradlabException.BadDataset;
import java.io.IOException;
import java.io.InputStream;

/**
 * One split in memory, exactly as on disk. A record is 3074 bytes: coarse label (0 to 19), fine
 * label (0 to 99), then 1024 red, 1024 green and 1024 blue bytes, each 32x32 row by row.
 *
 * <p>Safe for use by several threads.
 */
public final class Cifar100 {
  public static final int CHANNELS = 3;
  public static final int SIDE = 32;
  public static final int PIXEL_BYTES = CHANNELS * SIDE * SIDE;
  public static final int RECORD_BYTES = 2 + PIXEL_BYTES;
  public static final int FINE_LABELS = 100;
  public static final int COARSE_LABELS = 20;

  private final byte[] bytes;
  private volatile String sha256 = "";

  private Cifar100(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads and checks one split (154 MB for the official train split).
   *
   * @throws BadDataset when the file is missing or damaged: it names the file, the offset, the fix
   */
  public static Cifar100 load(DatasetLocation location, Split split) {
    DatasetVerifier.images(location, split);
    try (InputStream in = location.open(split)) {
      return of(location, split, in.readAllBytes());
    } catch (IOException e) {
      throw location.unreadable(split, e);
    }
  }

  /** Checks records that are in memory already. The array is kept, not copied. */
  static Cifar100 of(DatasetLocation location, Split split, byte[] bytes) {
    Records.images(location, split, bytes.length);
    Records.checkLabels(location, split, 0, bytes, bytes.length);
    return new Cifar100(bytes);
  }

  /** SHA-256 of the split's file in hex, read anew (about half a second for the train split). */
  public static String sha256(DatasetLocation location, Split split) {
    try (InputStream in = location.open(split)) {
      return Sha256.of(in);
    } catch (IOException e) {
      throw location.unreadable(split, e);
    }
  }

  public int size() {
    return bytes.length / RECORD_BYTES;
  }

  /** Fine label, 0 to 99. */
  public int label(int image) {
    return bytes[image * RECORD_BYTES + 1];
  }

  /** All records. Not a copy: do not change it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the image's 3072 pixel bytes (channel, row, column) start in {@link #bytes()}. */
  public int pixelOffset(int image) {
    return image * RECORD_BYTES + 2;
  }

  /** SHA-256 in hex of the file this was read from, for provenance; computed at the first call. */
  public String sha256() {
    if (sha256.isEmpty()) { // two threads may both compute it; they get the same
      sha256 = Sha256.of(bytes);
    }
    return sha256;
  }
}
