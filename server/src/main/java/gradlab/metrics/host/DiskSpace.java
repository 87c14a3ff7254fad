package gradlab.metrics.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk of the state directory, and this process's memory. */
public final class DiskSpace {
  private DiskSpace() {}

  /**
   * @param leastFree with less free bytes the runs are paused; 0: never
   */
  public static void register(Sampled sampled, Path stateDirectory, long leastFree) {
    sampled.gauge(
        "gradlab.disk.free",
        "bytes",
        "Free on the disk of the state directory",
        () -> bytes(stateDirectory, FileStore::getUsableSpace));
    sampled.gauge(
        "gradlab.disk.size",
        "bytes",
        "Size of the disk of the state directory",
        () -> bytes(stateDirectory, FileStore::getTotalSpace));
    sampled.gauge(
        "gradlab.disk.pause.below",
        "bytes",
        "With less free bytes all runs are paused; 0: never",
        () -> leastFree);
    sampled.gauge(
        "process.resident.memory",
        "bytes",
        "Memory of the server process: heap, native and the JVM's own",
        ProcStatus::residentBytes);
  }

  private interface Question {
    long ask(FileStore store) throws IOException;
  }

  private static double bytes(Path directory, Question question) {
    try {
      return question.ask(Files.getFileStore(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
