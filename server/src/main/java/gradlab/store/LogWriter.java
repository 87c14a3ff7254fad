package gradlab.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Appends to a file so that all of it is durable or none of it is there. Guarded by its log's lock.
 * Not a FileChannel: an interrupt of the writing thread would close that in mid-write.
 */
final class LogWriter {
  /** How files are opened; tests let the disk fill up here. */
  interface Opener {
    RandomAccessFile open(Path path) throws IOException;
  }

  static final Opener FILE = path -> new RandomAccessFile(path.toFile(), "rw");

  private final Path path;
  private final Opener opener;
  private RandomAccessFile file; // null while closed
  private long length;
  private boolean tornTail;
  private LongConsumer syncTimes = nanos -> {};

  /**
   * @param length the durable bytes; the next write goes there
   */
  LogWriter(Path path, long length, Opener opener) {
    this.path = path;
    this.length = length;
    this.opener = opener;
  }

  /** Takes how long each fsync of an append took, in nanoseconds. */
  void onSync(LongConsumer nanos) {
    syncTimes = nanos;
  }

  /** One write and one fsync; returns the file's new length. On failure the file is as before. */
  long append(byte[] bytes) throws IOException {
    if (file == null) {
      file = opener.open(path);
    }
    if (tornTail) {
      cutTail();
    }
    try {
      file.seek(length);
      file.write(bytes);
      long from = System.nanoTime();
      file.getFD().sync();
      syncTimes.accept(System.nanoTime() - from);
    } catch (IOException e) {
      tornTail = true;
      try {
        cutTail();
      } catch (IOException again) {
        e.addSuppressed(again); // the next append tries again before it writes
      }
      throw e;
    }
    length += bytes.length;
    return length;
  }

  private void cutTail() throws IOException {
    file.setLength(length);
    file.getFD().sync();
    tornTail = false;
  }

  /** Gives the file back; the next append opens it again. */
  void release() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  boolean isOpen() {
    return file != null;
  }
}
