package gradlab.runs;

import gradlab.domain.RunEvent;
import java.time.Instant;

/** Something a worker says; its number within the attempt begins with 1 and has no gaps. */
public sealed interface WorkerReport {
  long workerSeq();

  Instant time();

  /** Something happened in the training. */
  record Happened(long workerSeq, Instant time, RunEvent event) implements WorkerReport {}

  /** The worker's last word. */
  record Finished(long workerSeq, Instant time, Outcome outcome, String message)
      implements WorkerReport {}

  /** How an attempt ended. */
  enum Outcome {
    COMPLETED,
    /** With a checkpoint, because the server said so or was away for too long. */
    STOPPED,
    FAILED,
    /** With a checkpoint, because SIGTERM said that the machine goes away. */
    PREEMPTED,
    /** The loss was not a finite number any more. */
    NOT_FINITE
  }
}
