package gradlab.store;

import com.google.protobuf.InvalidProtocolBufferException;
import gradlab.store.v1.Record;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads frames from one place on, up to a limit that may grow. Of one thread. */
final class FrameReader {
  /** Small, as hundreds of these are open at once. */
  static final int BUFFER_BYTES = 8 << 10;

  /** The bytes at the position are no whole, valid frame. */
  static final class InvalidFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidFrameException(String what) {
      super(what, null, false, false); // no stack: recovery looks for a frame at every byte
    }
  }

  private final LogReader reader;
  private final LongSupplier limit;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long position;

  /** Where in the file the buffer's first byte is, and how many it holds. */
  private long bufferStart;

  private int buffered;

  FrameReader(LogReader reader, long position, LongSupplier limit) {
    this.reader = reader;
    this.position = position;
    this.limit = limit;
  }

  /** Where the next frame begins. */
  long position() {
    return position;
  }

  /** Goes to a place where a frame begins. */
  void seek(long frame) {
    position = frame;
  }

  /** The next record; empty at the limit. On an invalid frame the position stays. */
  Optional<Record> next() throws IOException, InvalidFrameException {
    long remaining = limit.getAsLong() - position;
    if (remaining <= 0) {
      return Optional.empty();
    }
    int head = (int) Math.min(4, remaining);
    int frame = frameBytes(bytes(head), (int) (position - bufferStart), remaining);
    Record record =
        frame <= BUFFER_BYTES
            ? decode(bytes(frame), (int) (position - bufferStart), frame)
            : decode(large(frame), 0, frame);
    position += frame;
    return Optional.of(record);
  }

  /** The buffer, with at least so many bytes from the position on in it. */
  private byte[] bytes(int count) throws IOException {
    if (position < bufferStart || position + count > bufferStart + buffered) {
      bufferStart = position;
      buffered = 0;
      int wanted = (int) Math.min(BUFFER_BYTES, limit.getAsLong() - position);
      reader.read(position, buffer, wanted);
      buffered = wanted;
    }
    return buffer;
  }

  private byte[] large(int frame) throws IOException {
    var bytes = new byte[frame];
    reader.read(position, bytes, frame);
    return bytes;
  }

  /** Length of the frame that begins at {@code at}, of which {@code available} bytes are there. */
  static int frameBytes(byte[] bytes, int at, long available) throws InvalidFrameException {
    if (available <= Frames.OVERHEAD_BYTES) {
      throw new InvalidFrameException("the file ends within a record");
    }
    int length = ByteBuffer.wrap(bytes, at, 4).getInt();
    if (length < 1 || length > Frames.MAX_PAYLOAD_BYTES) {
      throw new InvalidFrameException("no record has the length " + length);
    }
    if (length + Frames.OVERHEAD_BYTES > available) {
      throw new InvalidFrameException("the file ends within a record");
    }
    return length + Frames.OVERHEAD_BYTES;
  }

  /** The record of the whole frame at {@code at}. */
  static Record decode(byte[] bytes, int at, int frame) throws InvalidFrameException {
    int covered = frame - 4;
    if (ByteBuffer.wrap(bytes, at + covered, 4).getInt() != Frames.crc(bytes, at, covered)) {
      throw new InvalidFrameException("a record's checksum does not match");
    }
    try {
      return Record.parser().parseFrom(bytes, at + 4, frame - Frames.OVERHEAD_BYTES);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidFrameException("not a record: " + e.getMessage());
    }
  }

  /** The checksum of the frame that ends there. */
  static int crcBefore(LogReader reader, long end) throws IOException {
    var crc = new byte[4];
    reader.read(end - crc.length, crc, crc.length);
    return ByteBuffer.wrap(crc).getInt();
  }

  /** The header's bytes. */
  static byte[] header(LogReader reader, long fileBytes) throws IOException {
    var header = new byte[(int) Math.min(fileBytes, Frames.HEADER_BYTES)];
    reader.read(0, header, header.length);
    return Arrays.copyOf(header, Frames.HEADER_BYTES);
  }
}
