package gradlab.client.command;

import gradlab.client.connection.RunStates;
import gradlab.v1.Run;
import gradlab.v1.StopRunRequest;
import picocli.CommandLine.Command;

@Command(
    name = "stop",
    description = "Checkpoints, then ends runs; they can be resumed.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab stop 3f2a")
final class StopCommand extends LifecycleCommand {
  @Override
  Run act(Session session, Run run) {
    var request = StopRunRequest.newBuilder().setRunId(run.getRunId()).build();
    return session.training().stopRun(request).getRun();
  }

  @Override
  boolean concerns(Run run) {
    return !RunStates.ended(run.getState());
  }

  @Override
  String done(Run run) {
    return "stopping " + run.getRunId() + "; `gradlab wait " + run.getRunId() + "` waits for it";
  }
}
