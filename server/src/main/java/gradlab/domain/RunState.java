package gradlab.domain;

/** Where a run is in its life. */
public enum RunState {
  QUEUED,
  STARTING,
  RUNNING,
  STOPPING,
  STOPPED,
  COMPLETED,
  FAILED,
  KILLED,
  PAUSING,
  PAUSED,
  PREEMPTED,
  LOST;

  /** Whether a worker has, or is given, a slot for it. */
  public boolean atWork() {
    return !ended() && this != QUEUED;
  }

  /** Whether the run will do nothing more unless somebody resumes it. */
  public boolean ended() {
    return switch (this) {
      case STOPPED, COMPLETED, FAILED, KILLED, PAUSED, PREEMPTED -> true;
      case QUEUED, STARTING, RUNNING, STOPPING, PAUSING, LOST -> false;
    };
  }
}
