package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.ServerColumns;
import gradlab.v1.GetServerInfoRequest;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "dataset",
    description =
        "Shows where the server's data stands; `prepare` downloads it, `verify` checks it.",
    subcommands = {DatasetPrepareCommand.class, DatasetVerifyCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  gradlab dataset prepare")
final class DatasetCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    var info =
        session.connection().server().getServerInfo(GetServerInfoRequest.getDefaultInstance());
    session.print(ServerColumns.dataset(), List.of(info.getDataset()));
    return ExitCode.DONE;
  }
}
