package gradlab.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import gradlab.v1.WorkerEvent;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * {@code worker-spool.bin} in a run's directory: what its worker did while it had no server. The
 * attempt (4 bytes), then frames: length (4 bytes, big-endian), a {@link WorkerEvent}, its CRC32C
 * (4 bytes). Written by the worker alone; read by the server once the worker is dead.
 */
public final class SpoolFile implements AutoCloseable {
  private static final String NAME = "worker-spool.bin";

  /** No event comes near. */
  private static final int LARGEST_EVENT = 4 << 20;

  private final FileChannel channel;

  private SpoolFile(FileChannel channel) {
    this.channel = channel;
  }

  public static Path in(Path runDirectory) {
    return runDirectory.resolve(NAME);
  }

  /** A new, empty spool in place of what was there. */
  public static SpoolFile create(Path runDirectory, int attempt) throws IOException {
    var spool =
        new SpoolFile(
            FileChannel.open(
                in(runDirectory),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING));
    spool.write(ByteBuffer.allocate(4).putInt(attempt).flip());
    return spool;
  }

  /** In the kernel's hands afterwards: it outlives this process, not a power cut. */
  public void append(WorkerEvent event) throws IOException {
    byte[] bytes = event.toByteArray();
    write(
        ByteBuffer.allocate(bytes.length + 8)
            .putInt(bytes.length)
            .put(bytes)
            .putInt(crc(bytes))
            .flip());
  }

  /** On disk afterwards. */
  public void force() throws IOException {
    channel.force(true);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What is whole in the attempt's spool, in order; empty where there is none. */
  public static List<WorkerEvent> read(Path runDirectory, int attempt) throws IOException {
    var events = new ArrayList<WorkerEvent>();
    if (!Files.exists(in(runDirectory))) {
      return events;
    }
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(in(runDirectory))))) {
      if (in.readInt() != attempt) {
        return events;
      }
      while (true) {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_EVENT) {
          return events;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.readInt() != crc(bytes)) {
          return events;
        }
        events.add(WorkerEvent.parseFrom(bytes));
      }
    } catch (EOFException | InvalidProtocolBufferException end) {
      return events; // a torn end: the worker was killed while it wrote
    }
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
