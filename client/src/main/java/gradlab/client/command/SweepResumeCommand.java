package gradlab.client.command;

import gradlab.v1.ResumeSweepRequest;
import gradlab.v1.Sweep;
import picocli.CommandLine.Command;

@Command(
    name = "resume",
    description = "Goes on with a paused or stopped sweep.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab sweep resume s-vgg-08")
final class SweepResumeCommand extends SweepOne {
  @Override
  Sweep act(Session session, String sweepId) {
    var request = ResumeSweepRequest.newBuilder().setSweepId(sweepId).build();
    return session.connection().experiments().resumeSweep(request).getSweep();
  }
}
