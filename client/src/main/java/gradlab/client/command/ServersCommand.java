package gradlab.client.command;

import static gradlab.client.output.Column.text;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import gradlab.client.console.ExitCode;
import gradlab.client.output.Columns;
import gradlab.client.trust.KnownServer;
import gradlab.client.trust.Logins;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "servers",
    description =
        "Lists the servers that you have logged in at; `default` chooses the one of commands that name"
            + " none, `forget` logs out.",
    subcommands = {ServersDefaultCommand.class, ServersForgetCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  gradlab servers default lab")
final class ServersCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    var logins = new Logins(session.console().environment());
    List<KnownServer> known = logins.all();
    session.print(columns(logins.defaultServer().orElse("")), known);
    if (known.isEmpty()) {
      session.say("no logins yet; `gradlab login HOST:PORT --name NAME` makes one");
    }
    return ExitCode.DONE;
  }

  private static Columns<KnownServer> columns(String standard) {
    return new Columns<>(
        false,
        server -> message(server, standard),
        List.of(
            text("name", server -> server.name().orElse("")),
            text("server", KnownServer::address),
            text("default", server -> server.address().equals(standard) ? "yes" : ""),
            text("token", server -> server.login().token().isPresent() ? "yes" : "no"),
            text("trusted_by", KnownServer::trusted)));
  }

  /** Without the token. */
  private static Struct message(KnownServer server, String standard) {
    return Struct.newBuilder()
        .putFields("name", string(server.name().orElse("")))
        .putFields("server", string(server.address()))
        .putFields("default", truth(server.address().equals(standard)))
        .putFields("token", truth(server.login().token().isPresent()))
        .putFields("trustedBy", string(server.trusted()))
        .build();
  }

  private static Value string(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value truth(boolean value) {
    return Value.newBuilder().setBoolValue(value).build();
  }
}
