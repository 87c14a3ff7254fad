package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.trust.KnownServer;
import gradlab.client.trust.Logins;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "forget",
    description =
        "Logs out: deletes what is stored of servers. The server still knows the token; `gradlab token"
            + " revoke` takes it back.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab servers forget lab")
final class ServersForgetCommand extends ClientCommand {
  @Parameters(paramLabel = "NAME|HOST:PORT", arity = "1..*", description = "The servers.")
  private List<String> servers = new ArrayList<>();

  @Override
  ExitCode run(Session session) {
    var environment = session.console().environment();
    var logins = new Logins(environment);
    for (String server : servers) {
      String address = new ServerChoice(environment).named(server, "NAME|HOST:PORT").toString();
      KnownServer known = logins.known(address).orElseThrow(() -> unknown(address));
      logins.forget(known);
      session.say("forgot " + known.shortest());
    }
    return ExitCode.DONE;
  }

  private static Failure unknown(String address) {
    return new Failure(
        ExitCode.USAGE,
        "there is no login at " + address,
        "`gradlab servers` lists those that there are");
  }
}
