package gradlab.client.command;

import gradlab.client.console.ExitCode;
import picocli.CommandLine.Command;

@Command(
    name = "token",
    description =
        "Lists the server's tokens; `create` makes one, `revoke` takes them back. For admins.",
    subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  gradlab token create --role viewer --name grafana")
final class TokenCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    return new TokenListCommand().run(session);
  }
}
