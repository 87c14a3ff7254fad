package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.trust.Logins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "default",
    description = "Chooses the server of commands that name none.",
    footerHeading = "%nExample:%n",
    footer = {"  gradlab servers default lab", "  gradlab servers default 127.0.0.1:50051"})
final class ServersDefaultCommand extends ClientCommand {
  @Parameters(paramLabel = "NAME|HOST:PORT", description = "The server.")
  private String server = "";

  @Override
  ExitCode run(Session session) {
    var environment = session.console().environment();
    String address = new ServerChoice(environment).named(server, "NAME|HOST:PORT").toString();
    new Logins(environment).makeDefault(address);
    session.say("commands that name no server go to " + address);
    return ExitCode.DONE;
  }
}
