package gradlab.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One server to a state directory. The operating system lets go when the process dies. */
final class StateLock implements AutoCloseable {
  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the directory where it is missing, for its owner only.
   *
   * @throws StartFailure where another server has it, or it cannot be written
   */
  static StateLock take(Path stateDirectory) {
    try {
      Files.createDirectories(stateDirectory);
      var channel =
          FileChannel.open(
              stateDirectory.resolve("server.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new StartFailure(
            "another gradlab server uses %s; stop it, or give this one its own --state-dir"
                .formatted(stateDirectory));
      }
      return new StateLock(channel);
    } catch (IOException e) {
      throw new StartFailure(
          "the state directory %s cannot be used: %s".formatted(stateDirectory, e), e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
