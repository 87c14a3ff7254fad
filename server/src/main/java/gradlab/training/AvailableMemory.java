package gradlab.training;

import gradlab.network.MemoryEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What the machine can still give: the server's check knows only what it has in all, and others may
 * use it by the time a run starts.
 */
final class AvailableMemory {
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final String FIELD = "MemAvailable:";
  private static final double GB = 1e9;

  private AvailableMemory() {}

  /**
   * @throws IllegalStateException with both figures and what to do, if a batch does not fit
   */
  static void require(MemoryEstimate estimate, int batch) {
    var available = bytes();
    if (available.isPresent() && estimate.bytes(batch) > available.getAsLong()) {
      throw new IllegalStateException(
          "batch_size %d needs about %.1f GB of memory, %.1f GB are free: use a smaller batch (about %d fits now), or end what uses the memory"
              .formatted(
                  batch,
                  estimate.bytes(batch) / GB,
                  available.getAsLong() / GB,
                  estimate.largestBatch(available.getAsLong())));
    }
  }

  /** Empty where the system does not tell. */
  private static OptionalLong bytes() {
    if (!Files.isReadable(MEMORY_INFO)) {
      return OptionalLong.empty();
    }
    try (var lines = Files.lines(MEMORY_INFO)) {
      return lines
          .filter(line -> line.startsWith(FIELD))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // a check ahead of time only
    }
  }
}
