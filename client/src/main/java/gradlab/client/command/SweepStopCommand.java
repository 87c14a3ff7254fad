package gradlab.client.command;

import gradlab.v1.StopSweepRequest;
import gradlab.v1.Sweep;
import picocli.CommandLine.Command;

@Command(
    name = "stop",
    description =
        "Stops the trials at work, with checkpoints, and ends the sweep; `resume` goes on with it.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab sweep stop s-vgg-08")
final class SweepStopCommand extends SweepOne {
  @Override
  Sweep act(Session session, String sweepId) {
    var request = StopSweepRequest.newBuilder().setSweepId(sweepId).build();
    return session.connection().experiments().stopSweep(request).getSweep();
  }
}
