package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.RunColumns;
import gradlab.v1.Run;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "runs",
    description = "Lists the runs, newest first.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab runs --output csv > runs.csv")
final class RunsCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    List<Run> runs = session.runs().all();
    session.print(RunColumns.list(session.clock(), runs), runs);
    if (runs.isEmpty()) {
      session.say("there are no runs yet; `gradlab start VGG_08` starts one");
    }
    return ExitCode.DONE;
  }
}
