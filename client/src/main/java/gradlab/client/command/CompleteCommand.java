package gradlab.client.command;

import gradlab.client.connection.RunStates;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import gradlab.client.trust.KnownServer;
import gradlab.client.trust.Logins;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.Run;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What the completion scripts ask for: a word, a tab and a few words about it, one per line. A
 * shell waits for it while somebody types, so it gives up early, and an error is nothing to show in
 * the middle of a command line.
 */
@Command(
    name = "complete",
    hidden = true,
    description = "Prints what the completion scripts offer for runs or servers.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab complete runs")
final class CompleteCommand extends ClientCommand {
  private static final long LIMIT_MILLIS = 1_000;

  /** More than anybody reads; the newest come first. */
  private static final int MOST = 500;

  enum What {
    RUNS,
    SERVERS
  }

  @Parameters(paramLabel = "WHAT", description = "runs or servers.")
  private What what = What.RUNS;

  @Override
  ExitCode run(Session session) {
    try {
      switch (what) {
        case RUNS -> runs(session);
        case SERVERS -> servers(session);
      }
    } catch (Failure | StatusRuntimeException nothingToOffer) {
      return ExitCode.UNREACHABLE;
    }
    return ExitCode.DONE;
  }

  private static void runs(Session session) {
    var newest = ListRunsRequest.newBuilder().setPageSize(MOST).build();
    var answer =
        session.training().withDeadlineAfter(LIMIT_MILLIS, TimeUnit.MILLISECONDS).listRuns(newest);
    for (Run run : answer.getRunsList()) {
      line(
          session,
          run.getRunId(),
          run.getConfig().getName() + ", " + RunStates.name(run.getState()));
    }
  }

  private static void servers(Session session) {
    for (KnownServer server : new Logins(session.console().environment()).all()) {
      line(session, server.shortest(), server.address());
    }
  }

  private static void line(Session session, String word, String about) {
    session.console().out().println(Display.oneLine(word) + "\t" + Display.oneLine(about));
  }
}
