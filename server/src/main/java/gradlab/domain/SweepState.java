package gradlab.domain;

/** Where a sweep is in its life. */
public enum SweepState {
  /** Trials are started and promoted. */
  RUNNING,
  /** Nothing new is started; what trained was paused. */
  PAUSED,
  /** Ended before all was done: by request, or its budget was used up. */
  STOPPED,
  /** There is nothing left to train. */
  COMPLETED
}
