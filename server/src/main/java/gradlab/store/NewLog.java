package gradlab.store;

import gradlab.domain.GradlabException;
import gradlab.domain.RunConfig;
import gradlab.store.v1.Record;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Puts new runs on disk. */
final class NewLog {
  private NewLog() {}

  /**
   * Creates the directory, the weights to start from and, last, a log without events; all durable.
   * LimitReached where it cannot be written: then there is no run, also not after a restart.
   */
  static void create(Path runDirectory, RunView created, Optional<InitialWeights> weights) {
    Path log = runDirectory.resolve(RunLog.FILE_NAME);
    if (Files.exists(log)) {
      throw new GradlabException.WrongState(runDirectory + " already holds a run");
    }
    try {
      Files.createDirectories(runDirectory);
      if (weights.isPresent()) {
        DurableFiles.write(runDirectory.resolve(RunConfig.INITIAL_WEIGHTS), weights.get()::write);
      }
      DurableFiles.write(log, bytes(created));
      DurableFiles.syncDirectory(runDirectory.toAbsolutePath().getParent());
    } catch (IOException e) {
      removeUnborn(runDirectory, e);
      throw RunLog.notWritten(created.id(), runDirectory, e);
    }
  }

  private static byte[] bytes(RunView created) {
    var record = Record.newBuilder().setCreated(ConfigRecords.created(created)).build();
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Frames.header());
    bytes.writeBytes(Frames.encode(List.of(record)));
    return bytes.toByteArray();
  }

  /** The caller is told that there is no such run, so there must be none after a restart. */
  private static void removeUnborn(Path runDirectory, IOException cause) {
    try {
      Files.deleteIfExists(runDirectory.resolve(RunLog.FILE_NAME));
      for (String name : RunDirectories.UNBORN) {
        Files.deleteIfExists(runDirectory.resolve(name));
      }
      Files.deleteIfExists(runDirectory);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
