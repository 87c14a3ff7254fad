package gradlab.exchange.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an event file without the classes that wrote it: the checksum bit by bit from its
 * polynomial, the messages by their field numbers. TensorBoard 2.21 itself has read such files.
 */
public final class EventFileReader {
  private EventFileReader() {}

  /** One event; what it does not have is empty or 0. */
  public record Read(
      double wallTime,
      long step,
      String fileVersion,
      String tag,
      float value,
      String plugin,
      String text) {}

  public static List<Read> read(byte[] file) throws IOException {
    var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    var events = new ArrayList<Read>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      checkSum(in.getInt(), length);
      byte[] record =
          new byte
              [Math.toIntExact(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong())];
      in.get(record);
      checkSum(in.getInt(), record);
      events.add(event(UnknownFieldSet.parseFrom(record)));
    }
    return events;
  }

  private static void checkSum(int masked, byte[] bytes) throws IOException {
    int turned = masked - 0xa282ead8;
    if (Integer.rotateLeft(turned, 15) != crc32c(bytes)) {
      throw new IOException("a checksum does not match");
    }
  }

  /** Castagnoli's polynomial, reflected. */
  static int crc32c(byte[] bytes) {
    int crc = ~0;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (0x82f63b78 & -(crc & 1));
      }
    }
    return ~crc;
  }

  private static Read event(UnknownFieldSet e) throws IOException {
    var summary = message(e, 5);
    var value = message(summary, 1);
    var metadata = message(message(value, 9), 1);
    var tensor = message(value, 8);
    return new Read(
        e.hasField(1) ? Double.longBitsToDouble(e.getField(1).getFixed64List().get(0)) : 0,
        e.hasField(2) ? e.getField(2).getVarintList().get(0) : 0,
        string(e, 3),
        string(value, 1),
        value.hasField(2) ? Float.intBitsToFloat(value.getField(2).getFixed32List().get(0)) : 0,
        string(metadata, 1),
        string(tensor, 8));
  }

  private static UnknownFieldSet message(UnknownFieldSet in, int field) throws IOException {
    return in.hasField(field)
        ? UnknownFieldSet.parseFrom(in.getField(field).getLengthDelimitedList().get(0))
        : UnknownFieldSet.getDefaultInstance();
  }

  private static String string(UnknownFieldSet in, int field) {
    List<ByteString> values = in.getField(field).getLengthDelimitedList();
    return values.isEmpty() ? "" : values.get(0).toStringUtf8();
  }
}
