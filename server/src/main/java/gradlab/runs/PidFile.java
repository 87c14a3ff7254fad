package gradlab.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code worker.pid} in a run's directory: pid and start time of the worker launched last, so that
 * the next server finds it, and never takes a later process of the same pid for it.
 *
 * @param pid process id
 * @param startMillis start of the process, milliseconds since 1970
 */
record PidFile(long pid, long startMillis) {
  /** The kernel's clock is read anew by each JVM, so the same start time may differ by a second. */
  private static final long CLOCK_TOLERANCE_MILLIS = 2_000;

  private static final String NAME = "worker.pid";

  static Optional<PidFile> read(Path runDirectory) throws IOException {
    Path file = runDirectory.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var values = PrivateFile.read(file);
    return Optional.of(
        new PidFile(
            Long.parseLong(values.getProperty("pid", "0")),
            Long.parseLong(values.getProperty("start_millis", "0"))));
  }

  void write(Path runDirectory) throws IOException {
    var values = new java.util.Properties();
    values.setProperty("pid", Long.toString(pid));
    values.setProperty("start_millis", Long.toString(startMillis));
    PrivateFile.write(runDirectory.resolve(NAME), values);
  }

  /** The process it names, if that very process still lives. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(p -> !Zombie.orGone(p)).filter(this::isTheSame);
  }

  private boolean isTheSame(ProcessHandle process) {
    return Math.abs(startMillis(process) - startMillis) <= CLOCK_TOLERANCE_MILLIS;
  }

  static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
  }
}
