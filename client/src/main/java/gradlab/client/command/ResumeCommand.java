package gradlab.client.command;

import gradlab.client.connection.RunStates;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "resume",
    description = "Goes on with stopped, paused or failed runs from their newest checkpoint.",
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab resume 3f2a --continue-from 9",
      "  gradlab resume 3f2a --max-cost 5",
      "  gradlab resume 3f2a --epochs 40"
    })
final class ResumeCommand extends LifecycleCommand {
  @Option(
      names = "--continue-from",
      paramLabel = "latest|EPOCH",
      converter = EpochConverter.class,
      description =
          "Go back to the end of this epoch (0-based); what came after is trained anew."
              + " Default: latest.")
  private OptionalInt epoch = OptionalInt.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Train until so many epochs in all; a completed run goes on so. The schedule of the"
              + " learning rate keeps its length.")
  private Integer epochs;

  @Mixin private LimitOptions limits;

  @Override
  Run act(Session session, Run run) {
    var request = ResumeRunRequest.newBuilder().setRunId(run.getRunId());
    epoch.ifPresent(request::setFromEpoch);
    Given.ifGiven(epochs, request::setEpochs);
    limits.into(request);
    return session.training().resumeRun(request.build()).getRun();
  }

  @Override
  boolean concerns(Run run) {
    return RunStates.ended(run.getState()) && run.getState() != RunState.RUN_STATE_COMPLETED;
  }

  @Override
  String done(Run run) {
    return "resumed " + run.getRunId() + "; `gradlab tail " + run.getRunId() + "` follows it";
  }
}
