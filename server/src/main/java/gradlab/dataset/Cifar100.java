package gradlab.dataset;

import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * One split, checked and open. A record is 3074 bytes: coarse label (0 to 19), fine label (0 to
 * 99), then 1024 red, 1024 green and 1024 blue bytes, each 32x32 row by row. Only the labels are
 * kept in memory (and the bundled sample); images are read from the file when they are needed.
 *
 * <p>Safe for use by several threads; they must not be interrupted while they read, which would
 * close the file.
 */
public final class Cifar100 implements AutoCloseable {
  public static final int CHANNELS = 3;
  public static final int SIDE = 32;
  public static final int PIXEL_BYTES = CHANNELS * SIDE * SIDE;

  /** Where a record's pixels start: behind the two labels. */
  public static final int PIXEL_OFFSET = 2;

  public static final int RECORD_BYTES = PIXEL_OFFSET + PIXEL_BYTES;
  public static final int FINE_LABELS = 100;
  public static final int COARSE_LABELS = 20;

  private final DatasetLocation location;
  private final Split split;
  private final RecordSource records;
  private final byte[] labels;
  private final String sha256;

  /** Reads everything once. */
  private Cifar100(DatasetLocation location, Split split, RecordSource records) throws IOException {
    this.location = location;
    this.split = split;
    this.records = records;
    this.labels = new byte[Records.images(location, split, records.length())];
    this.sha256 = check(new RecordChunks(records.stream()));
  }

  /**
   * Checks one split and leaves it open (half a second for the official train split).
   *
   * @throws BadDataset when the file is missing or damaged: it names the file, the offset, the fix
   */
  public static Cifar100 load(DatasetLocation location, Split split) {
    try {
      return open(location, split, location.open(split));
    } catch (IOException e) {
      throw location.unreadable(split, e);
    }
  }

  /** Takes the stream over. */
  static Cifar100 open(DatasetLocation location, Split split, InputStream in) throws IOException {
    RecordSource records = RecordSource.of(in);
    try {
      return new Cifar100(location, split, records);
    } catch (IOException | RuntimeException e) {
      records.close();
      throw e;
    }
  }

  /** Notes the fine labels; returns the checksum. */
  private String check(RecordChunks chunks) throws IOException {
    MessageDigest digest = Sha256.digest();
    int image = 0;
    while (chunks.next()) {
      Records.checkLabels(location, split, chunks.offset(), chunks.bytes(), chunks.length());
      digest.update(chunks.bytes(), 0, chunks.length());
      for (int at = 1; at < chunks.length() && image < labels.length; at += RECORD_BYTES) {
        labels[image++] = chunks.bytes()[at];
      }
    }
    if (chunks.offset() != (long) labels.length * RECORD_BYTES) {
      throw location.bad(split, "changed its length while it was read");
    }
    return Sha256.hex(digest);
  }

  public int size() {
    return labels.length;
  }

  /** Fine label, 0 to 99. */
  public int label(int image) {
    return labels[image];
  }

  /**
   * Reads an image's record.
   *
   * @param record room for {@link #RECORD_BYTES}; filled from 0 to there, whatever its position
   * @throws BadDataset when the file cannot be read any more, or has become shorter
   */
  public void read(int image, ByteBuffer record) {
    long start = (long) image * RECORD_BYTES;
    record.clear().limit(RECORD_BYTES);
    try {
      while (record.hasRemaining()) {
        if (records.read(record, start + record.position()) < 0) {
          throw location.bad(split, missing(image, start + record.position()));
        }
      }
    } catch (IOException e) {
      throw location.unreadable(split, start, e);
    }
    record.flip();
  }

  private String missing(int image, long offset) {
    return String.format(
        "has no byte at offset %d any more (record %,d of %,d): it was whole when it was opened",
        offset, image, size());
  }

  /** SHA-256 in hex of the file as it was checked, for provenance. */
  public String sha256() {
    return sha256;
  }

  /** Closes the file; nothing can be read any more. */
  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw location.unreadable(split, e);
    }
  }
}
