package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.ServerColumns;
import gradlab.v1.DiagnoseRunRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "diagnose",
    description = "Says what the gradients mean: healthy, vanishing, ..., with the numbers.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab diagnose 3f2a")
final class DiagnoseCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Override
  ExitCode run(Session session) {
    String runId = session.runs().byIdOrPrefix(run).getRunId();
    var diagnosis =
        session.training().diagnoseRun(DiagnoseRunRequest.newBuilder().setRunId(runId).build());
    session.print(ServerColumns.diagnosis(), List.of(diagnosis));
    return ExitCode.DONE;
  }
}
