package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.AccessColumns;
import gradlab.v1.ListTokensRequest;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    description = "Lists the tokens, oldest first; last_use is since the server's start.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab token list")
final class TokenListCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    var tokens = session.connection().access().listTokens(ListTokensRequest.getDefaultInstance());
    if (tokens.getTokensCount() == 0) {
      session.say("no tokens yet; `gradlab token create` makes one");
    } else {
      session.print(AccessColumns.tokens(), tokens.getTokensList());
    }
    return ExitCode.DONE;
  }
}
