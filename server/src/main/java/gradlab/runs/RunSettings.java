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
 * @param aliveLimit a worker that has said nothing for so long is LOST; it says something every two
 *     seconds
 * @param hangLimit a worker that has said nothing for so long is killed
 * @param orphanLimit a worker without a server for so long checkpoints and ends
 */
public record RunSettings(
    int slots,
    int maxQueued,
    Duration startTimeout,
    Duration streamGrace,
    Duration exitGrace,
    Duration stopGrace,
    Duration aliveLimit,
    Duration hangLimit,
    Duration orphanLimit) {
  public static final RunSettings DEFAULT =
      new RunSettings(
          1,
          100,
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  public RunSettings {
    if (slots < 1 || maxQueued < 1) {
      throw new IllegalArgumentException("slots and maxQueued must be at least 1");
    }
  }

  public RunSettings withSlots(int newSlots, int newMaxQueued) {
    return new RunSettings(
        newSlots,
        newMaxQueued,
        startTimeout,
        streamGrace,
        exitGrace,
        stopGrace,
        aliveLimit,
        hangLimit,
        orphanLimit);
  }

  public RunSettings withHangLimits(Duration newAliveLimit, Duration newHangLimit) {
    return new RunSettings(
        slots,
        maxQueued,
        startTimeout,
        streamGrace,
        exitGrace,
        stopGrace,
        newAliveLimit,
        newHangLimit,
        orphanLimit);
  }

  public RunSettings withOrphanLimit(Duration newOrphanLimit) {
    return new RunSettings(
        slots,
        maxQueued,
        startTimeout,
        streamGrace,
        exitGrace,
        stopGrace,
        aliveLimit,
        hangLimit,
        newOrphanLimit);
  }
}
