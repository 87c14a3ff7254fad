package gradlab.store;

import com.google.protobuf.CodedOutputStream;
import gradlab.store.v1.Record;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A log's bytes: an 8-byte header (magic and version), then frames: length of the payload (4 bytes,
 * big-endian), the payload (a {@link Record}), CRC32C of both (4 bytes).
 */
final class Frames {
  static final byte VERSION = 1;
  static final byte[] MAGIC = "gradlab".getBytes(StandardCharsets.US_ASCII);
  static final int HEADER_BYTES = MAGIC.length + 1;

  /** Length and CRC. */
  static final int OVERHEAD_BYTES = 8;

  /** No record comes near: a gradient flow of 75 layers has 6 KB. */
  static final int MAX_PAYLOAD_BYTES = 4 << 20;

  /** Upper bound of one write; so what a crash can leave torn is bounded, too. */
  static final int MAX_WRITE_BYTES = 16 << 20;

  private Frames() {}

  static byte[] header() {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).put(VERSION).array();
  }

  /** IllegalArgumentException where the records are too large for one write. */
  static byte[] encode(List<Record> records) {
    long size = records.stream().mapToLong(Frames::frameBytes).sum();
    if (size > MAX_WRITE_BYTES) {
      throw new IllegalArgumentException(
          size + " bytes of events in one append; at most " + MAX_WRITE_BYTES);
    }
    var bytes = ByteBuffer.allocate((int) size);
    records.forEach(r -> put(r, bytes));
    return bytes.array();
  }

  static int frameBytes(Record record) {
    return record.getSerializedSize() + OVERHEAD_BYTES;
  }

  private static void put(Record record, ByteBuffer into) {
    int start = into.position();
    int length = record.getSerializedSize();
    if (length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "an event of " + length + " bytes; at most " + MAX_PAYLOAD_BYTES);
    }
    into.putInt(length);
    try {
      var out = CodedOutputStream.newInstance(into.array(), into.position(), length);
      record.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("an array of the right size does not fail", e);
    }
    into.position(into.position() + length);
    into.putInt(crc(into.array(), start, length + 4));
  }

  static int crc(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
