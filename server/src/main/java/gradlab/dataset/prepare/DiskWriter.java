package gradlab.dataset.prepare;

import gradlab.domain.GradlabException;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.GradlabException.LimitReached;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes a file and tells a failure of the disk from one of the network by its type. */
final class DiskWriter implements AutoCloseable {
  private static final long MIB = 1 << 20;

  private final Path file;
  private final OutputStream out;
  private final String onFull;

  /**
   * @param onFull what the user reads after "disk full": what was kept and what to do
   */
  DiskWriter(Disk disk, Path file, boolean append, String onFull) {
    this.file = file;
    this.onFull = onFull;
    try {
      this.out = disk.open(file, append);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void write(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Refuses early, before the first byte, where the rest will not fit. */
  static void checkRoom(Disk disk, Path directory, long neededBytes) throws IOException {
    long free = disk.freeBytes(directory);
    if (free < neededBytes) {
      throw new LimitReached(
          String.format(
              "%s: %,d MiB are needed but only %,d MiB are free. Make room, or set XDG_CACHE_HOME to"
                  + " a folder on another disk, and run `gradlab dataset prepare` again.",
              directory, neededBytes / MIB + 1, free / MIB));
    }
  }

  private GradlabException failed(IOException e) {
    // Java has no type for a full disk, only the operating system's words
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left") || message.contains("not enough space")) {
      LimitReached full = new LimitReached(file + ": the disk is full. " + onFull);
      full.initCause(e);
      return full;
    }
    return new BadDataset(file + ": cannot be written (" + message + "). " + onFull, e);
  }
}
