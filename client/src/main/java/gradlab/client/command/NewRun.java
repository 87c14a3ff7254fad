package gradlab.client.command;

import gradlab.client.connection.Connection;
import gradlab.client.console.ExitCode;
import gradlab.client.listing.RunColumns;
import gradlab.client.output.OutputFormat;
import gradlab.v1.Run;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that make a run do with it: ask for it, print its id, follow it. */
final class NewRun {
  /** A server that restarts is back in this time. */
  private static final Duration SERVER_MAY_BE_AWAY = Duration.ofSeconds(3);

  @Option(
      names = "--follow",
      description =
          "Follow the run as `gradlab tail` does. Ctrl-C asks at a terminal: leave it running, stop"
              + " or kill it.")
  private boolean follow;

  @Mixin private Patience patience;

  boolean follows() {
    return follow;
  }

  /**
   * Makes a call again where the server was away for a moment.
   *
   * @param call may be made twice: a request id makes it one run, the same content one artifact
   */
  <T> T ask(Session session, Connection.Call<T> call) throws InterruptedException {
    return session.connection().persist(SERVER_MAY_BE_AWAY, call);
  }

  /** With --follow, CSV holds the events only: two tables in one stream are of no use. */
  void print(Session session, Run run) {
    session.surroundings().touched().accept(run);
    if (session.format() == OutputFormat.TABLE) {
      session.console().out().println(run.getRunId());
    } else if (session.format() == OutputFormat.JSON || !follow) {
      session.print(RunColumns.outcome(), List.of(run));
    }
  }

  /** The ends of a group's runs where they are to be followed. */
  ExitCode followAll(Session session, List<Run> runs) throws InterruptedException {
    return follow ? new Following(session, patience.time()).followByEpoch(runs) : ExitCode.DONE;
  }

  /** The run's end where it is to be followed. */
  ExitCode follow(Session session, Run run) throws InterruptedException {
    return follow
        ? new Following(session, patience.time(), new LeaveStopOrKill(session)).follow(run, 1)
        : ExitCode.DONE;
  }
}
