package gradlab.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process's memory as the kernel counts it. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path MAPS = Path.of("/proc/self/maps");

  private Memory() {}

  /**
   * In KiB; 0 where the system does not tell.
   *
   * @param key VmRSS, VmHWM
   */
  static long kib(String key) {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(key + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS, e);
    }
  }

  /** Whether jemalloc is loaded. */
  static boolean hasJemalloc() {
    if (!Files.isReadable(MAPS)) {
      return false;
    }
    try (var lines = Files.lines(MAPS)) {
      return lines.anyMatch(line -> line.contains("libjemalloc"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MAPS, e);
    }
  }
}
