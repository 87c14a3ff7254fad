package gradlab.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Positional reads of one file by any number of users; open only while there is a user, so that
 * thousands of logs at rest hold no file. Thread-safe.
 *
 * <p>Not a FileChannel: an interrupt of one reading thread would close that for all readers.
 */
final class LogReader {
  private final Path path;
  private RandomAccessFile file; // null while nobody reads
  private int users;
  private long bytesRead;

  LogReader(Path path) {
    this.path = path;
  }

  synchronized void acquire() throws IOException {
    if (users == 0) {
      file = new RandomAccessFile(path.toFile(), "r");
    }
    users++;
  }

  synchronized void release() throws IOException {
    users--;
    if (users == 0) {
      file.close();
      file = null;
    }
  }

  /** Fills the first {@code count} bytes; EOFException where the file has not so many. */
  synchronized void read(long position, byte[] into, int count) throws IOException {
    file.seek(position);
    file.readFully(into, 0, count);
    bytesRead += count;
  }

  synchronized long bytesRead() {
    return bytesRead;
  }

  synchronized boolean isOpen() {
    return users > 0;
  }
}
