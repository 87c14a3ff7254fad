package gradlab.domain;

import java.time.Duration;

/**
 * How the server treats a run; nothing in it changes a number that the run computes.
 *
 * @param priority of runs that wait the highest gets the next slot
 * @param maxRestarts how often it goes on by itself after a crash of its worker
 * @param checkpointEvery time between checkpoints within an epoch; zero: epochs' ends only
 * @param keepEveryEpochs the checkpoint of every so many epochs is kept, beside the newest and the
 *     best; 0: of none
 * @param nanGuard end the run when its loss is not a finite number any more
 * @param evaluateTest the test split once, when all epochs are trained; of a search only the
 *     winner's
 * @param limits as it was started; a resume may have set others since
 */
public record RunPolicy(
    int priority,
    int maxRestarts,
    Duration checkpointEvery,
    int keepEveryEpochs,
    boolean nanGuard,
    boolean evaluateTest,
    RunLimits limits) {
  /**
   * Ten minutes is what a crash may cost at most; a checkpoint of VGG_38 is written in less than a
   * tenth of a second.
   */
  public static final RunPolicy DEFAULT = new RunPolicy(0, 0, Duration.ofMinutes(10), 10, true);

  /** With its test split. */
  public RunPolicy(
      int priority,
      int maxRestarts,
      Duration checkpointEvery,
      int keepEveryEpochs,
      boolean nanGuard,
      RunLimits limits) {
    this(priority, maxRestarts, checkpointEvery, keepEveryEpochs, nanGuard, true, limits);
  }

  /** The same without limits. */
  public RunPolicy(
      int priority,
      int maxRestarts,
      Duration checkpointEvery,
      int keepEveryEpochs,
      boolean nanGuard) {
    this(priority, maxRestarts, checkpointEvery, keepEveryEpochs, nanGuard, RunLimits.NONE);
  }
}
