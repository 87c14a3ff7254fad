package gradlab.runs;

import static gradlab.domain.RunState.COMPLETED;
import static gradlab.domain.RunState.FAILED;
import static gradlab.domain.RunState.KILLED;
import static gradlab.domain.RunState.LOST;
import static gradlab.domain.RunState.PAUSED;
import static gradlab.domain.RunState.PAUSING;
import static gradlab.domain.RunState.PREEMPTED;
import static gradlab.domain.RunState.QUEUED;
import static gradlab.domain.RunState.RUNNING;
import static gradlab.domain.RunState.STARTING;
import static gradlab.domain.RunState.STOPPED;
import static gradlab.domain.RunState.STOPPING;

import gradlab.domain.RunState;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which state may follow which. An evaluation takes an ended run through QUEUED, STARTING and
 * RUNNING and back to the state it had, so every state at work may lead to every ended one that an
 * evaluation can start from. A crash leads back to QUEUED where the run goes on by itself.
 */
public final class RunTransitions {
  private RunTransitions() {}

  /** States that may directly follow {@code from}. */
  public static Set<RunState> next(RunState from) {
    return switch (from) {
      case QUEUED -> endedOr(STARTING);
      case STARTING -> endedOr(RUNNING, STOPPING, PAUSING, LOST, QUEUED);
      case RUNNING -> endedOr(STOPPING, PAUSING, LOST, QUEUED);
      case PAUSING -> endedOr(STOPPING, LOST);
      case STOPPING -> endedOr(LOST);
      case LOST -> endedOr(RUNNING, STOPPING, PAUSING, QUEUED);
      case STOPPED, COMPLETED, FAILED, KILLED, PREEMPTED, PAUSED -> EnumSet.of(QUEUED);
    };
  }

  /** Whether {@code to} may directly follow {@code from}. */
  public static boolean allowed(RunState from, RunState to) {
    return next(from).contains(to);
  }

  /**
   * Checks a step of a run's life.
   *
   * @throws IllegalStateException where it is not allowed: a bug in the server, never a user's
   *     error
   */
  public static void check(RunState from, RunState to) {
    if (!allowed(from, to)) {
      throw new IllegalStateException("a run cannot go from " + from + " to " + to);
    }
  }

  private static Set<RunState> endedOr(RunState... more) {
    var states = EnumSet.of(STOPPED, COMPLETED, FAILED, KILLED, PREEMPTED, PAUSED);
    states.addAll(Set.of(more));
    return states;
  }
}
