package gradlab.runs;

import gradlab.domain.Cause;
import gradlab.domain.RunState;

/**
 * How a run that was told to checkpoint and end is to end.
 *
 * @param state STOPPED, PAUSED or PREEMPTED
 * @param why for people
 */
record Ending(RunState state, Cause cause, String why) {
  static Ending stop(Cause cause, String why) {
    return new Ending(RunState.STOPPED, cause, why);
  }

  static Ending pause(Cause cause, String why) {
    return new Ending(RunState.PAUSED, cause, why);
  }

  /** It goes on by itself at the next start of a server. */
  static Ending preempt(Cause cause, String why) {
    return new Ending(RunState.PREEMPTED, cause, why);
  }

  /** What an earlier server had told the worker, from the state it put on record. */
  static Ending recorded(RunState onTheWay, Cause cause, String why) {
    if (onTheWay == RunState.PAUSING) {
      return pause(cause, why);
    }
    return switch (cause) {
      case SERVER, PREEMPTION -> preempt(cause, why);
      case UNKNOWN, USER, SLOT, WORKER, CRASH, HUNG, BUDGET, NOT_FINITE, DISK_FULL ->
          stop(cause, why);
    };
  }

  /** The run's state until the worker has ended. */
  RunState onTheWay() {
    return state == RunState.PAUSED ? RunState.PAUSING : RunState.STOPPING;
  }
}
