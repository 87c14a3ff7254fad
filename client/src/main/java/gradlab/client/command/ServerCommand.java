package gradlab.client.command;

import picocli.CommandLine.Command;

/** See the launcher script. */
@Command(
    name = "server",
    description = "Runs the server in the foreground.",
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab server --listen 127.0.0.1:50051 --state-dir ~/.gradlab",
      "  gradlab server --public     for other machines, with TLS and tokens"
    })
final class ServerCommand extends LauncherCommand {}
