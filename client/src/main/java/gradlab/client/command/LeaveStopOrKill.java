package gradlab.client.command;

import gradlab.client.console.Interrupts;
import gradlab.client.console.Prompt;
import gradlab.v1.KillRunRequest;
import gradlab.v1.Run;
import gradlab.v1.StopRunRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks who presses Ctrl-C what is to become of the run that this command started. Where nobody can
 * answer it is left running, and so it is by a second Ctrl-C.
 */
final class LeaveStopOrKill implements Following.OnInterrupt {
  private static final String QUESTION =
      "%s is still running: leave it running (Enter, or Ctrl-C again), stop it with a checkpoint (s)"
          + " or kill it (k)?";

  private final Session session;

  LeaveStopOrKill(Session session) {
    this.session = session;
  }

  @Override
  public boolean goesOn(Run run) {
    Optional<Prompt> prompt = Prompt.of(session.console());
    if (prompt.isEmpty()) {
      return false;
    }
    while (true) {
      String answer =
          prompt.get().line(QUESTION.formatted(run.getRunId())).orElse("").toLowerCase(Locale.ROOT);
      switch (answer) {
        case "", "l", "leave" -> {
          return false;
        }
        case "s", "stop" -> {
          session.training().stopRun(StopRunRequest.newBuilder().setRunId(run.getRunId()).build());
          return handled();
        }
        case "k", "kill" -> {
          session.training().killRun(KillRunRequest.newBuilder().setRunId(run.getRunId()).build());
          return handled();
        }
        default -> session.console().err().println("Answer with l (leave), s (stop) or k (kill).");
      }
    }
  }

  /** The run's end is near, and worth waiting for. */
  private static boolean handled() {
    Interrupts.handled();
    return true;
  }
}
