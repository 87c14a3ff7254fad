package gradlab.runs;

import java.time.Duration;

/**
 * Limits of the run queue and of a worker's life.
 *
 * @param slots workers that train beside each other
 * @param maxQueued runs that may wait for a slot
 * @param startTimeout a worker that has not attached after so long is killed
 * @param streamGrace time for a dead worker's last events to arrive, and for a broken connection to
 *     turn out to be a dead worker
 * @param exitGrace a worker that has finished but still lives after so long is killed
 * @param stopGrace time for the workers' checkpoints when the server shuts down
 */
public record RunSettings(
    int slots,
    int maxQueued,
    Duration startTimeout,
    Duration streamGrace,
    Duration exitGrace,
    Duration stopGrace) {
  public static final RunSettings DEFAULT =
      new RunSettings(
          1,
          100,
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30));

  public RunSettings {
    if (slots < 1 || maxQueued < 1) {
      throw new IllegalArgumentException("slots and maxQueued must be at least 1");
    }
  }

  public RunSettings withSlots(int newSlots, int newMaxQueued) {
    return new RunSettings(newSlots, newMaxQueued, startTimeout, streamGrace, exitGrace, stopGrace);
  }
}
