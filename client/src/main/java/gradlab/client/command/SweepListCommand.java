package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.SweepColumns;
import gradlab.v1.Sweep;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    description = "Lists the sweeps, newest first.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab sweep list")
final class SweepListCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    List<Sweep> sweeps = session.sweeps().all();
    session.print(SweepColumns.list(), sweeps);
    if (sweeps.isEmpty()) {
      session.say("there are no sweeps yet; `gradlab sweep --help` shows how one is started");
    }
    return ExitCode.DONE;
  }
}
