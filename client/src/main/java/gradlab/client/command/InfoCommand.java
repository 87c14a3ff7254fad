package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.ServerColumns;
import gradlab.v1.GetServerInfoRequest;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "info",
    description =
        "Shows the server's version, devices, data and limits, what its runs cost and when it shuts down.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab info --server gpu-box:50051 --output json")
final class InfoCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    var info =
        session.connection().server().getServerInfo(GetServerInfoRequest.getDefaultInstance());
    session.print(ServerColumns.info(), List.of(info));
    return ExitCode.DONE;
  }
}
