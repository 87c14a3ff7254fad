package gradlab.dataset.prepare;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk of the cache; tests put in one that is full. */
interface Disk {
  /** Writes at the end of the file, or from its start. Not buffered. */
  OutputStream open(Path file, boolean append) throws IOException;

  /** Bytes that can still be written beside the (existing) directory's files. */
  long freeBytes(Path directory) throws IOException;

  /** Returns when the file's content is on the disk itself. */
  void sync(Path file) throws IOException;

  static Disk real() {
    return new Disk() {
      @Override
      public OutputStream open(Path file, boolean append) throws IOException {
        // not a channel: an interrupt would close it in mid-write
        return new FileOutputStream(file.toFile(), append);
      }

      @Override
      public void sync(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
          open.getFD().sync();
        }
      }

      @Override
      public long freeBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
      }
    };
  }
}
