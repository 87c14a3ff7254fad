package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.AccessColumns;
import gradlab.client.output.Display;
import gradlab.v1.RevokeTokenRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "revoke",
    description = "Takes tokens back: they let nobody in any more, and what they opened ends.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab token revoke 3f2a09c1")
final class TokenRevokeCommand extends ClientCommand {
  @Parameters(paramLabel = "TOKEN", arity = "1..*", description = "The tokens' ids.")
  private List<String> ids = new ArrayList<>();

  @Override
  ExitCode run(Session session) {
    var printer = session.printer(AccessColumns.tokens());
    for (String id : ids) {
      var revoked =
          session
              .connection()
              .access()
              .revokeToken(RevokeTokenRequest.newBuilder().setTokenId(id).build())
              .getToken();
      session.say(
          "revoked " + revoked.getTokenId() + " (" + Display.oneLine(revoked.getName()) + ")");
      printer.row(revoked);
    }
    printer.finish();
    return ExitCode.DONE;
  }
}
