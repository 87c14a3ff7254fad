package gradlab.client.command;

import gradlab.v1.PauseSweepRequest;
import gradlab.v1.Sweep;
import picocli.CommandLine.Command;

@Command(
    name = "pause",
    description = "Pauses the trials at work, and starts no more.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab sweep pause s-vgg-08")
final class SweepPauseCommand extends SweepOne {
  @Override
  Sweep act(Session session, String sweepId) {
    var request = PauseSweepRequest.newBuilder().setSweepId(sweepId).build();
    return session.connection().experiments().pauseSweep(request).getSweep();
  }
}
