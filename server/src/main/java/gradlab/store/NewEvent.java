package gradlab.store;

import gradlab.domain.RunEvent;
import java.time.Instant;

/**
 * An event that has no number yet.
 *
 * @param attempt the attempt whose worker reports it, from 1; 0 for the server's own events
 * @param workerSeq the worker's number of it within the attempt, from 1; 0 for the server's own
 */
public record NewEvent(Instant time, int attempt, long workerSeq, RunEvent event) {
  public NewEvent {
    if (attempt < 0 || workerSeq < 0 || (attempt == 0) != (workerSeq == 0)) {
      throw new IllegalArgumentException(
          "attempt and workerSeq are both 0 (the server's) or both positive (a worker's), not "
              + attempt
              + " and "
              + workerSeq);
    }
  }

  /** An event of the server's own. */
  public static NewEvent ofServer(Instant time, RunEvent event) {
    return new NewEvent(time, 0, 0, event);
  }

  boolean ofWorker() {
    return attempt > 0;
  }
}
