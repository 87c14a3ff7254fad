package gradlab.dataset;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * An open split: its bytes once in order, then any of them. A file stays a file, and the kernel's
 * page cache is the memory. It is not mapped: mapped pages count as the process's own.
 *
 * <p>Safe for use by several threads. An interrupt of one that reads closes the file for all.
 */
interface RecordSource extends Closeable {
  /** Takes over a stream at its first byte: a file as it is, anything else into memory. */
  static RecordSource of(InputStream in) throws IOException {
    if (in instanceof FileInputStream file) {
      return new File(file, file.getChannel());
    }
    try (in) {
      return new Memory(in.readAllBytes());
    }
  }

  /** In bytes. */
  long length() throws IOException;

  /** All bytes, from the first. Only once. */
  InputStream stream();

  /**
   * Some bytes from an offset on, at most what the buffer has room for.
   *
   * @return how many; -1 where the split ends
   */
  int read(ByteBuffer into, long offset) throws IOException;

  record File(FileInputStream stream, FileChannel channel) implements RecordSource {
    @Override
    public long length() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
      return channel.read(into, offset);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares sources
  record Memory(byte[] bytes) implements RecordSource {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream stream() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public int read(ByteBuffer into, long offset) {
      if (offset >= bytes.length) {
        return -1;
      }
      int count = (int) Math.min(into.remaining(), bytes.length - offset);
      into.put(bytes, (int) offset, count);
      return count;
    }

    @Override
    public void close() {
      // memory only
    }
  }
}
