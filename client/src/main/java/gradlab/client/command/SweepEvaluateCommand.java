package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.RunColumns;
import gradlab.v1.EvaluateSweepRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description =
        "Evaluates the test split with the winner of a sweep that has ended. Once: choosing by the"
            + " test split makes its result worthless.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab sweep evaluate s-vgg-08")
final class SweepEvaluateCommand extends ClientCommand {
  @Parameters(paramLabel = "SWEEP", description = "The sweep's id or its beginning.")
  private String sweep = "";

  @Option(names = "--again", description = "Look once more; that is recorded with the sweep.")
  private boolean again;

  @Override
  ExitCode run(Session session) {
    var request =
        EvaluateSweepRequest.newBuilder()
            .setSweepId(session.sweeps().id(sweep))
            .setAgain(again)
            .build();
    var run = session.connection().experiments().evaluateSweep(request).getRun();
    session.print(RunColumns.outcome(), List.of(run));
    session.say("`gradlab show " + run.getRunId() + "` has test_acc when it is done");
    return ExitCode.DONE;
  }
}
