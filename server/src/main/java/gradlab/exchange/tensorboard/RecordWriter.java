package gradlab.exchange.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record file: of each record its length, the length's checksum, the bytes and their
 * checksum, all little-endian (tensorflow/core/lib/io/record_writer.h).
 */
final class RecordWriter {
  /** A checksum of data that holds its own checksum is weak; so TensorFlow turns and shifts it. */
  private static final int MASK = 0xa282ead8;

  private final OutputStream out;

  RecordWriter(OutputStream out) {
    this.out = out;
  }

  void write(byte[] record) throws IOException {
    byte[] length = buffer(Long.BYTES).putLong(record.length).array();
    out.write(length);
    out.write(buffer(Integer.BYTES).putInt(maskedCrc(length)).array());
    out.write(record);
    out.write(buffer(Integer.BYTES).putInt(maskedCrc(record)).array());
  }

  static int maskedCrc(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
