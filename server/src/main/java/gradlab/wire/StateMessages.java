package gradlab.wire;

import gradlab.domain.Cause;
import gradlab.domain.RunState;

/** Run states and their causes. */
public final class StateMessages {
  private StateMessages() {}

  public static gradlab.v1.RunState message(RunState state) {
    return switch (state) {
      case QUEUED -> gradlab.v1.RunState.RUN_STATE_QUEUED;
      case STARTING -> gradlab.v1.RunState.RUN_STATE_STARTING;
      case RUNNING -> gradlab.v1.RunState.RUN_STATE_RUNNING;
      case STOPPING -> gradlab.v1.RunState.RUN_STATE_STOPPING;
      case STOPPED -> gradlab.v1.RunState.RUN_STATE_STOPPED;
      case COMPLETED -> gradlab.v1.RunState.RUN_STATE_COMPLETED;
      case FAILED -> gradlab.v1.RunState.RUN_STATE_FAILED;
      case KILLED -> gradlab.v1.RunState.RUN_STATE_KILLED;
      case PAUSING -> gradlab.v1.RunState.RUN_STATE_PAUSING;
      case PAUSED -> gradlab.v1.RunState.RUN_STATE_PAUSED;
      case PREEMPTED -> gradlab.v1.RunState.RUN_STATE_PREEMPTED;
      case LOST -> gradlab.v1.RunState.RUN_STATE_LOST;
    };
  }

  /** IllegalArgumentException for a state that is not set or not known here. */
  public static RunState state(gradlab.v1.RunState message) {
    return switch (message) {
      case RUN_STATE_QUEUED -> RunState.QUEUED;
      case RUN_STATE_STARTING -> RunState.STARTING;
      case RUN_STATE_RUNNING -> RunState.RUNNING;
      case RUN_STATE_STOPPING -> RunState.STOPPING;
      case RUN_STATE_STOPPED -> RunState.STOPPED;
      case RUN_STATE_COMPLETED -> RunState.COMPLETED;
      case RUN_STATE_FAILED -> RunState.FAILED;
      case RUN_STATE_KILLED -> RunState.KILLED;
      case RUN_STATE_PAUSING -> RunState.PAUSING;
      case RUN_STATE_PAUSED -> RunState.PAUSED;
      case RUN_STATE_PREEMPTED -> RunState.PREEMPTED;
      case RUN_STATE_LOST -> RunState.LOST;
      case RUN_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("state: " + message + " is no run state");
    };
  }

  public static gradlab.v1.Cause message(Cause cause) {
    return switch (cause) {
      case UNKNOWN -> gradlab.v1.Cause.CAUSE_UNSPECIFIED;
      case USER -> gradlab.v1.Cause.CAUSE_USER;
      case SLOT -> gradlab.v1.Cause.CAUSE_SLOT;
      case WORKER -> gradlab.v1.Cause.CAUSE_WORKER;
      case CRASH -> gradlab.v1.Cause.CAUSE_CRASH;
      case HUNG -> gradlab.v1.Cause.CAUSE_HUNG;
      case SERVER -> gradlab.v1.Cause.CAUSE_SERVER;
      case PREEMPTION -> gradlab.v1.Cause.CAUSE_PREEMPTION;
      case BUDGET -> gradlab.v1.Cause.CAUSE_BUDGET;
      case NOT_FINITE -> gradlab.v1.Cause.CAUSE_NOT_FINITE;
      case DISK_FULL -> gradlab.v1.Cause.CAUSE_DISK_FULL;
    };
  }

  /** IllegalArgumentException for a cause that is not known here. */
  public static Cause cause(gradlab.v1.Cause message) {
    return switch (message) {
      case CAUSE_UNSPECIFIED -> Cause.UNKNOWN;
      case CAUSE_USER -> Cause.USER;
      case CAUSE_SLOT -> Cause.SLOT;
      case CAUSE_WORKER -> Cause.WORKER;
      case CAUSE_CRASH -> Cause.CRASH;
      case CAUSE_HUNG -> Cause.HUNG;
      case CAUSE_SERVER -> Cause.SERVER;
      case CAUSE_PREEMPTION -> Cause.PREEMPTION;
      case CAUSE_BUDGET -> Cause.BUDGET;
      case CAUSE_NOT_FINITE -> Cause.NOT_FINITE;
      case CAUSE_DISK_FULL -> Cause.DISK_FULL;
      case UNRECOGNIZED -> throw new IllegalArgumentException("cause: not known");
    };
  }
}
