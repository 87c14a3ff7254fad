package gradlab.client.command;

import gradlab.v1.ResumeRunRequest;
import gradlab.v1.Run;
import picocli.CommandLine.Command;

@Command(
    name = "resume",
    description = "Goes on with stopped or failed runs from their newest checkpoint.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab resume 3f2a")
final class ResumeCommand extends LifecycleCommand {
  @Override
  Run act(Session session, Run run) {
    var request = ResumeRunRequest.newBuilder().setRunId(run.getRunId()).build();
    return session.training().resumeRun(request).getRun();
  }

  @Override
  String done(Run run) {
    return "resumed " + run.getRunId() + "; `gradlab tail " + run.getRunId() + "` follows it";
  }
}
