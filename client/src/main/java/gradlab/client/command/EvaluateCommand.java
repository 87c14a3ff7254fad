package gradlab.client.command;

import gradlab.client.connection.RunFollower;
import gradlab.client.connection.RunListener;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.listing.EventText;
import gradlab.client.listing.RunColumns;
import gradlab.client.output.Display;
import gradlab.v1.EvaluateRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description = "Evaluates the test split with the best-validation checkpoint.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab evaluate 3f2a --output json")
final class EvaluateCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(names = "--now", description = "Also beside a training run, if no slot is free.")
  private boolean now;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Wait no longer for the result. Default: 30m.")
  private Duration timeout = Duration.ofMinutes(30);

  @Mixin private Patience patience;

  @Override
  ExitCode run(Session session) throws InterruptedException {
    Instant until = Instant.now().plus(timeout);
    String runId = session.runs().byIdOrPrefix(run).getRunId();
    var request = EvaluateRunRequest.newBuilder().setRunId(runId).setNow(now).build();
    Run asked = session.training().evaluateRun(request).getRun();
    // An evaluation takes the run out of its ended state and back into it, so the stream lasts as
    // long as the evaluation does.
    var result = new Result(session);
    boolean ended =
        new RunFollower(session.connection(), patience.time(), session::say)
            .follow(runId, asked.getLastSeq() + 1, until, result)
            .isPresent();
    if (result.interested()) {
      throw ended ? noResult(runId) : timeIsUp(runId);
    }
    session.print(RunColumns.test(), List.of(session.runs().byId(runId)));
    return ExitCode.DONE;
  }

  private static Failure noResult(String runId) {
    return new Failure(
        ExitCode.RUN_FAILED,
        "the evaluation of run " + runId + " ended without a result",
        "`gradlab tail " + runId + "` shows what happened");
  }

  private Failure timeIsUp(String runId) {
    return new Failure(
        ExitCode.TIMEOUT,
        "there was no result after " + Display.duration(timeout),
        "the evaluation goes on; `gradlab show " + runId + "` will show it");
  }

  /** Waits for the test metrics and says what is worth knowing on the way. */
  private static final class Result implements RunListener {
    private final Session session;
    private boolean arrived;

    private Result(Session session) {
      this.session = session;
    }

    @Override
    public void event(RunEvent event) {
      arrived |= event.hasTest();
      if (event.hasNote()) {
        session.say(EventText.words(event));
      }
    }

    @Override
    public boolean interested() {
      return !arrived;
    }
  }
}
