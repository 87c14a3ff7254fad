package gradlab.bench.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process as the kernel sees it: arithmetic runs in threads that Java does not know. */
final class ProcFiles {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path SCHEDSTAT = Path.of("/proc/self/schedstat");

  private ProcFiles() {}

  /** 0 where the system does not tell. */
  static long residentKib() {
    return status("VmRSS:");
  }

  /** The largest so far; 0 where the system does not tell. */
  static long peakKib() {
    return status("VmHWM:");
  }

  private static long status(String key) {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS, e);
    }
  }

  /**
   * CPU time of all threads. A thread that runs is counted up to the scheduler's last tick, a few
   * milliseconds ago at most.
   *
   * @throws UnsupportedOperationException where the system does not tell
   */
  static long cpuNanos() {
    if (!Files.isReadable(SCHEDSTAT)) {
      throw new UnsupportedOperationException(
          "CPU time is read from " + SCHEDSTAT + ", which this system does not have");
    }
    try (var tasks = Files.newDirectoryStream(TASKS)) {
      long sum = 0;
      for (Path task : tasks) {
        sum += cpuNanos(task);
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TASKS, e);
    }
  }

  private static long cpuNanos(Path task) {
    try {
      String line = Files.readString(task.resolve("schedstat"));
      return Long.parseLong(line.substring(0, line.indexOf(' ')));
    } catch (IOException e) {
      return 0; // a thread that has just ended; those of the arithmetic do not
    }
  }
}
