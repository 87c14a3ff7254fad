package gradlab.client.connection;

import gradlab.client.console.ExitCode;
import gradlab.v1.Cause;
import gradlab.v1.RunState;
import java.util.Collection;

/** What a run's state means to the client. */
public final class RunStates {
  private RunStates() {}

  /** Whether the run does nothing more unless somebody resumes it. */
  public static boolean ended(RunState state) {
    return switch (state) {
      case RUN_STATE_STOPPED,
          RUN_STATE_COMPLETED,
          RUN_STATE_FAILED,
          RUN_STATE_KILLED,
          RUN_STATE_PAUSED,
          RUN_STATE_PREEMPTED ->
          true;
      case RUN_STATE_UNSPECIFIED,
          RUN_STATE_QUEUED,
          RUN_STATE_STARTING,
          RUN_STATE_RUNNING,
          RUN_STATE_STOPPING,
          RUN_STATE_PAUSING,
          RUN_STATE_LOST,
          UNRECOGNIZED ->
          false;
    };
  }

  /** How a command that waited for the run ends. */
  public static ExitCode exitCode(RunState state) {
    return switch (state) {
      case RUN_STATE_FAILED, RUN_STATE_KILLED, RUN_STATE_PREEMPTED -> ExitCode.RUN_FAILED;
      case RUN_STATE_STOPPED, RUN_STATE_PAUSED -> ExitCode.STOPPED;
      case RUN_STATE_UNSPECIFIED,
          RUN_STATE_QUEUED,
          RUN_STATE_STARTING,
          RUN_STATE_RUNNING,
          RUN_STATE_STOPPING,
          RUN_STATE_PAUSING,
          RUN_STATE_COMPLETED,
          RUN_STATE_LOST,
          UNRECOGNIZED ->
          ExitCode.DONE;
    };
  }

  /** For several runs: a failed one outweighs a stopped one. */
  public static ExitCode exitCode(Collection<RunState> states) {
    return worst(states.stream().map(RunStates::exitCode).toList());
  }

  /** A failed run's outweighs a stopped one's. */
  public static ExitCode worst(Collection<ExitCode> codes) {
    if (codes.contains(ExitCode.RUN_FAILED)) {
      return ExitCode.RUN_FAILED;
    }
    return codes.contains(ExitCode.STOPPED) ? ExitCode.STOPPED : ExitCode.DONE;
  }

  /** The state without the enum's prefix, for people and CSV. */
  public static String name(RunState state) {
    return state.name().replaceFirst("^RUN_STATE_", "");
  }

  /** The cause without the enum's prefix; empty where it is not recorded. */
  public static String name(Cause cause) {
    return cause == Cause.CAUSE_UNSPECIFIED ? "" : cause.name().replaceFirst("^CAUSE_", "");
  }
}
