package gradlab.client.command;

import gradlab.client.connection.RunStates;
import gradlab.v1.KillRunRequest;
import gradlab.v1.Run;
import picocli.CommandLine.Command;

@Command(
    name = "kill",
    description = "Ends runs at once, without a checkpoint.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab kill 3f2a 91bc")
final class KillCommand extends LifecycleCommand {
  @Override
  Run act(Session session, Run run) {
    var request = KillRunRequest.newBuilder().setRunId(run.getRunId()).build();
    return session.training().killRun(request).getRun();
  }

  @Override
  boolean concerns(Run run) {
    return !RunStates.ended(run.getState());
  }

  @Override
  String done(Run run) {
    return "killed " + run.getRunId();
  }
}
