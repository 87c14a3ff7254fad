package gradlab.stress.kills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The worker processes of a state directory, as the operating system sees them. */
final class WorkerPids {
  private WorkerPids() {}

  /** The run's worker, where one lives. */
  static Optional<ProcessHandle> living(Path runDirectory) throws IOException {
    var file = runDirectory.resolve("worker.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var values = new Properties();
    try (var in = Files.newInputStream(file)) {
      values.load(in);
    }
    return ProcessHandle.of(Long.parseLong(values.getProperty("pid", "0")))
        .filter(p -> mentions(p, runDirectory));
  }

  /** All that live, also those that nobody knows of any more. */
  static List<ProcessHandle> all(Path state) {
    return ProcessHandle.allProcesses().filter(p -> mentions(p, state)).toList();
  }

  /** Whether a process of this user lives whose command line names the path; a zombie has none. */
  private static boolean mentions(ProcessHandle process, Path path) {
    try {
      var line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return new String(Files.readAllBytes(line), StandardCharsets.UTF_8).contains(path.toString());
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }
}
