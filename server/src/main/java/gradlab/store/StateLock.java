package gradlab.store;

import gradlab.domain.GradlabException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One server a state directory. The operating system drops the lock when the process ends, however
 * it ends.
 */
final class StateLock implements AutoCloseable {
  /**
   * The directories this process has open. On POSIX, closing any channel of a file drops all locks
   * the process holds on it, so a second attempt must not even open the lock's file; for the same
   * reason the pid is in a file of its own.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path directory;
  private final FileChannel channel;
  private final FileLock lock;

  private StateLock(Path directory, FileChannel channel, FileLock lock) {
    this.directory = directory;
    this.channel = channel;
    this.lock = lock;
  }

  /** WrongState where another server has it. */
  static StateLock acquire(Path stateDirectory) throws IOException {
    Path directory = stateDirectory.toRealPath();
    Path pidFile = directory.resolve("server.pid");
    synchronized (HELD) {
      if (HELD.contains(directory)) {
        throw inUse(directory, pidFile);
      }
      var channel =
          FileChannel.open(
              directory.resolve("server.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      try {
        Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
        if (lock.isEmpty()) {
          throw inUse(directory, pidFile);
        }
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
        HELD.add(directory);
        return new StateLock(directory, channel, lock.get());
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static GradlabException inUse(Path directory, Path pidFile) throws IOException {
    String pid = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "unknown";
    return new GradlabException.WrongState(
        "the state directory %s is in use by another gradlab server (pid %s); stop that one or choose another --state-dir"
            .formatted(directory, pid));
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(directory);
      Files.deleteIfExists(directory.resolve("server.pid"));
      lock.release();
      channel.close();
    }
  }
}
