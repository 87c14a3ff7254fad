package gradlab.store;

import gradlab.domain.GradlabException;
import gradlab.store.v1.Record;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts new runs on disk. */
final class NewLog {
  private NewLog() {}

  /**
   * Creates the directory, what the run begins with and, last, its log at one blow; all durable.
   * LimitReached where it cannot be written: then there is no run, also not after a restart.
   */
  static void create(Path runDirectory, RunView created, Origin origin) {
    Path log = runDirectory.resolve(RunLog.FILE_NAME);
    if (Files.exists(log)) {
      throw new GradlabException.WrongState(runDirectory + " already holds a run");
    }
    try {
      Files.createDirectories(runDirectory);
      origin.prepare(runDirectory);
      DurableFiles.write(log, bytes(created, origin.events()));
      DurableFiles.syncDirectory(runDirectory.toAbsolutePath().getParent());
    } catch (IOException e) {
      removeUnborn(runDirectory, e);
      throw RunLog.notWritten(created.id(), runDirectory, e);
    }
  }

  private static byte[] bytes(RunView created, List<NewEvent> events) {
    var record = Record.newBuilder().setCreated(ConfigRecords.created(created)).build();
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Frames.header());
    bytes.writeBytes(Frames.encode(List.of(record)));
    bytes.writeBytes(LogBatch.of(created, events).bytes());
    return bytes.toByteArray();
  }

  /** The caller is told that there is no such run, so there must be none after a restart. */
  private static void removeUnborn(Path runDirectory, IOException cause) {
    try {
      Files.deleteIfExists(runDirectory.resolve(RunLog.FILE_NAME));
      for (String name : RunDirectories.UNBORN) {
        if (Files.exists(runDirectory.resolve(name))) {
          DurableFiles.deleteTree(runDirectory.resolve(name));
        }
      }
      Files.deleteIfExists(runDirectory);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
