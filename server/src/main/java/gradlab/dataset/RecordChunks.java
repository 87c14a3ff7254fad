package gradlab.dataset;

import java.io.IOException;
import java.io.InputStream;

/** Goes through a split from its first record to its last in one small buffer. */
final class RecordChunks {
  private static final int CHUNK_BYTES = 64 * Cifar100.RECORD_BYTES;

  private final InputStream in;
  private final byte[] bytes = new byte[CHUNK_BYTES];
  private long offset;
  private int length;

  /**
   * @param in at the first byte; the caller closes it
   */
  RecordChunks(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next records over those before.
   *
   * @return false at the end
   */
  boolean next() throws IOException {
    offset += length;
    length = in.readNBytes(bytes, 0, CHUNK_BYTES);
    return length > 0;
  }

  /** Starts with a record; the first {@link #length()} bytes count. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Offset in the file of the chunk's first byte; at the end, the file's length. */
  long offset() {
    return offset;
  }
}
