package gradlab.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine we run on. */
final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  static String cpuModel() {
    String fallback = System.getProperty("os.arch");
    if (!Files.isReadable(CPU_INFO)) {
      return fallback;
    }
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(fallback);
    } catch (IOException e) {
      return fallback; // only shown to people
    }
  }

  /** Bytes; 0 where the JVM does not tell. */
  static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getTotalMemorySize()
        : 0;
  }

  static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
