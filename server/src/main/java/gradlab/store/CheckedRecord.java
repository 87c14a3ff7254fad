package gradlab.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A record's bytes and their CRC32C, for what keeps no checksum of its own. */
final class CheckedRecord {
  private static final int CRC_BYTES = 4;

  private CheckedRecord() {}

  static byte[] encode(byte[] record) {
    var bytes = Arrays.copyOf(record, record.length + CRC_BYTES);
    ByteBuffer.wrap(bytes).putInt(record.length, Frames.crc(record, 0, record.length));
    return bytes;
  }

  /** The record, which is never empty; nothing where the bytes are not what was encoded. */
  static Optional<ByteBuffer> decode(byte[] bytes) {
    int length = bytes.length - CRC_BYTES;
    boolean whole =
        length > 0 && ByteBuffer.wrap(bytes).getInt(length) == Frames.crc(bytes, 0, length);
    return whole ? Optional.of(ByteBuffer.wrap(bytes, 0, length)) : Optional.empty();
  }
}
