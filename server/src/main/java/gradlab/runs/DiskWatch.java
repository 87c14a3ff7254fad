package gradlab.runs;

import gradlab.domain.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses the runs before the disk of the state directory is full, and lets them go on when there is
 * room again. A reserve on the disk, given up at that moment, makes sure that the pauses themselves
 * can be put on record. Looked at by one thread.
 */
final class DiskWatch {
  private static final Logger LOGGER = LoggerFactory.getLogger(DiskWatch.class);
  private static final String RESERVE = "disk-reserve";
  private static final int RESERVE_BYTES = 1 << 20;

  /** Tells the free bytes of a disk. */
  interface FreeBytes {
    long get() throws IOException;
  }

  /** What the runs do about it. */
  interface Runs {
    /** Pauses every run at work and starts no more. */
    void pauseAll(Cause cause, String why);

    /**
     * Resumes those that were paused for this cause, and starts runs again.
     *
     * @return false where a run is still on its way into that pause: ask again
     */
    boolean goOn(Cause cause);
  }

  private final Path stateDirectory;
  private final long leastFree;
  private final FreeBytes free;
  private final Runs runs;
  private volatile Optional<String> problem = Optional.empty();

  /** Whether runs may be paused for want of room: an earlier server may have done that. */
  private boolean mayHavePaused = true;

  /**
   * @param leastFree bytes; with less the runs are paused, with twice as many they go on; 0: never
   */
  DiskWatch(Path stateDirectory, long leastFree, Runs runs) {
    this(
        stateDirectory, leastFree, () -> Files.getFileStore(stateDirectory).getUsableSpace(), runs);
  }

  DiskWatch(Path stateDirectory, long leastFree, FreeBytes free, Runs runs) {
    this.stateDirectory = stateDirectory;
    this.leastFree = leastFree;
    this.free = free;
    this.runs = runs;
  }

  /** What is wrong with the disk, for people; empty while there is room. */
  Optional<String> problem() {
    return problem;
  }

  /** Called once a second. */
  void look() {
    if (leastFree == 0) {
      return;
    }
    try {
      long bytes = free.get();
      if (bytes < leastFree) {
        full(bytes);
      } else if (bytes >= 2 * leastFree) {
        enough(bytes);
      }
    } catch (IOException | RuntimeException e) {
      LOGGER.warn("looking at the disk of {} failed: {}", stateDirectory, e.toString());
    }
  }

  /** Again each time, for the runs whose pause could not be put on record. */
  private void full(long bytes) throws IOException {
    String why =
        "only %.1f MB are free on the disk of %s, at least %.1f MB are needed; goes on when there is room"
            .formatted(bytes / 1e6, stateDirectory, leastFree / 1e6);
    if (problem.isEmpty()) {
      LOGGER.warn("{}", why);
    }
    problem = Optional.of(why);
    mayHavePaused = true;
    Files.deleteIfExists(stateDirectory.resolve(RESERVE));
    runs.pauseAll(Cause.DISK_FULL, why);
  }

  private void enough(long bytes) throws IOException {
    if (problem.isPresent()) {
      LOGGER.info("there is room on the disk again: {} MB", bytes / 1_000_000);
      problem = Optional.empty();
    }
    reserve();
    if (mayHavePaused) {
      mayHavePaused = !runs.goOn(Cause.DISK_FULL);
    }
  }

  private void reserve() throws IOException {
    Path reserve = stateDirectory.resolve(RESERVE);
    if (!Files.exists(reserve)) {
      Files.write(reserve, new byte[RESERVE_BYTES]);
    }
  }
}
