package gradlab.dataset.prepare;

import gradlab.domain.GradlabException.WrongState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One preparer at a time, in this process and in others; a process that dies lets go. */
final class CacheLock implements AutoCloseable {
  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws WrongState when somebody else is preparing the same folder
   */
  static CacheLock take(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("prepare.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new WrongState(
          directory
              + ": the data set is being prepared by another call or process already. Wait for it,"
              + " or end it.");
    }
    return new CacheLock(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) { // held by another thread of this process
      return false;
    }
  }

  /** Lets go; the file stays, since removing it would let two hold "the" lock. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
