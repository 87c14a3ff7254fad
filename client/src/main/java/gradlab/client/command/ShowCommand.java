package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.RunDetail;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Shows one run whole: configuration, state and its reason, results, checkpoints, provenance.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab show 3f2a")
final class ShowCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Override
  ExitCode run(Session session) {
    session.print(RunDetail.columns(), List.of(session.runs().byIdOrPrefix(run)));
    return ExitCode.DONE;
  }
}
