package gradlab.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code worker.pid} in a run's directory: which process the worker launched last is, so that the
 * next server finds it, and never takes a later process of the same pid for it.
 *
 * @param pid process id
 * @param started when it started, see {@link ProcessStart}
 */
record PidFile(long pid, String started) {
  private static final String NAME = "worker.pid";

  static PidFile of(ProcessHandle process) {
    return new PidFile(process.pid(), ProcessStart.of(process));
  }

  static Optional<PidFile> read(Path runDirectory) throws IOException {
    Path file = runDirectory.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var values = PrivateFile.read(file);
    return Optional.of(
        new PidFile(
            Long.parseLong(values.getProperty("pid", "0")), values.getProperty("started", "")));
  }

  void write(Path runDirectory) throws IOException {
    var values = new java.util.Properties();
    values.setProperty("pid", Long.toString(pid));
    values.setProperty("started", started);
    PrivateFile.write(runDirectory.resolve(NAME), values);
  }

  /** The process it names, if that very process still lives. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(p -> !Zombie.orGone(p))
        .filter(p -> ProcessStart.of(p).equals(started));
  }
}
