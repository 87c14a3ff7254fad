package gradlab.dataset.prepare;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a POSIX tar file front to back. Knows what the official archive needs: plain files with
 * short names. Everything else (folders, links, extended headers) is passed over.
 */
final class TarReader {
  private static final int BLOCK = 512;

  /** What an entry takes beside its content. */
  static final int HEADER_BYTES = BLOCK;

  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int TYPE_AT = 156;

  /**
   * A file in the archive.
   *
   * @param path as written there: not to be used as a path on disk
   */
  record Entry(String path, boolean plainFile, long bytes) {
    /** The last name, provided that the path does not climb. */
    Optional<String> safeName() {
      boolean safe = plainFile && !path.contains("..") && !path.contains("\\");
      return safe ? Optional.of(path.substring(path.lastIndexOf('/') + 1)) : Optional.empty();
    }
  }

  private final InputStream in;
  private long left; // of the entry's content
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** Passes over what is left of the entry before; empty at the end of the archive. */
  Optional<Entry> next() throws IOException {
    skip(left + padding);
    left = 0;
    padding = 0;
    byte[] header = in.readNBytes(BLOCK);
    if (header.length == 0 || (header.length == BLOCK && allZero(header))) {
      return Optional.empty();
    }
    if (header.length < BLOCK) {
      throw new EOFException("the archive ends inside a header");
    }
    checkSum(header);
    long size = octal(header, SIZE_AT, SIZE_LENGTH);
    left = size;
    padding = (BLOCK - size % BLOCK) % BLOCK;
    byte type = header[TYPE_AT];
    return Optional.of(new Entry(text(header, NAME_LENGTH), type == '0' || type == 0, size));
  }

  /** Some of the entry's content; -1 at its end. */
  int read(byte[] buffer) throws IOException {
    if (left == 0) {
      return -1;
    }
    int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
    if (n < 0) {
      throw new EOFException("the archive ends inside a file");
    }
    left -= n;
    return n;
  }

  private void skip(long count) throws IOException {
    in.skipNBytes(count);
  }

  /** The header's own sum, taken with the checksum field as blanks. */
  private static void checkSum(byte[] header) throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
      sum += own ? ' ' : Byte.toUnsignedInt(header[i]);
    }
    if (sum != octal(header, CHECKSUM_AT, CHECKSUM_LENGTH)) {
      throw new IOException("a header of the archive has a wrong checksum");
    }
  }

  private static long octal(byte[] header, int at, int length) throws IOException {
    String digits =
        new String(header, at, length, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("a header of the archive has a bad number: " + digits, e);
    }
  }

  private static String text(byte[] header, int length) {
    int end = 0;
    while (end < length && header[end] != 0) {
      end++;
    }
    return new String(header, 0, end, StandardCharsets.UTF_8);
  }

  private static boolean allZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
