package gradlab.client.command;

import gradlab.client.connection.RunStates;
import gradlab.v1.PauseRunRequest;
import gradlab.v1.Run;
import picocli.CommandLine.Command;

@Command(
    name = "pause",
    description = "Checkpoints, then gives the runs' slots to others until they are resumed.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab pause 3f2a && gradlab resume 3f2a")
final class PauseCommand extends LifecycleCommand {
  @Override
  Run act(Session session, Run run) {
    var request = PauseRunRequest.newBuilder().setRunId(run.getRunId()).build();
    return session.training().pauseRun(request).getRun();
  }

  @Override
  boolean concerns(Run run) {
    return !RunStates.ended(run.getState());
  }

  @Override
  String done(Run run) {
    return "pausing " + run.getRunId() + "; `gradlab resume " + run.getRunId() + "` goes on";
  }
}
