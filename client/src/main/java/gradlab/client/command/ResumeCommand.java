package gradlab.client.command;

import gradlab.v1.ResumeRunRequest;
import gradlab.v1.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "resume",
    description = "Goes on with stopped or failed runs from their newest checkpoint.",
    footerHeading = "%nExample:%n",
    footer = {"  gradlab resume 3f2a", "  gradlab resume 3f2a --max-cost 5"})
final class ResumeCommand extends LifecycleCommand {
  @Mixin private LimitOptions limits;

  @Override
  Run act(Session session, Run run) {
    var request = ResumeRunRequest.newBuilder().setRunId(run.getRunId());
    limits.into(request);
    return session.training().resumeRun(request.build()).getRun();
  }

  @Override
  String done(Run run) {
    return "resumed " + run.getRunId() + "; `gradlab tail " + run.getRunId() + "` follows it";
  }
}
