package gradlab.client.command;

import gradlab.client.connection.Address;
import gradlab.client.console.ExitCode;
import gradlab.client.listing.AccessColumns;
import gradlab.client.output.Display;
import gradlab.client.output.OutputFormat;
import gradlab.client.trust.Trust;
import gradlab.v1.CreateTokenRequest;
import gradlab.v1.CreateTokenResponse;
import gradlab.v1.Role;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "create",
    description =
        "Makes a token and prints it, this once: the server keeps its hash only. A viewer looks, an"
            + " operator also starts, stops and deletes runs, an admin also gives tokens.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab token create --role operator --name ci --expires 90d > ci.token")
final class TokenCreateCommand extends ClientCommand {
  /** As users write a role. */
  enum RoleName {
    VIEWER(Role.ROLE_VIEWER),
    OPERATOR(Role.ROLE_OPERATOR),
    ADMIN(Role.ROLE_ADMIN);

    private final Role role;

    RoleName(Role role) {
      this.role = role;
    }

    @Override
    public String toString() {
      return AccessColumns.role(role);
    }
  }

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "viewer, operator or admin.")
  private RoleName role = RoleName.VIEWER;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Whom or what it is for.")
  private String name = "";

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "Valid for so long, for example 30d or 12h. Default: until it is revoked.")
  private Duration expires = Duration.ZERO;

  @Override
  ExitCode run(Session session) {
    var created =
        session
            .connection()
            .access()
            .createToken(
                CreateTokenRequest.newBuilder()
                    .setName(name)
                    .setRole(role.role)
                    .setLifetimeSeconds(expires.toSeconds())
                    .build());
    print(session, created);
    return ExitCode.DONE;
  }

  /** Only the token itself on standard output, so that it can go into a file or a variable. */
  private void print(Session session, CreateTokenResponse created) {
    if (session.format() == OutputFormat.TABLE) {
      session.console().out().println(created.getSecret());
    } else {
      session.print(AccessColumns.created(), List.of(created));
    }
    var token = created.getToken();
    session.say(
        "created %s (%s, %s); its holder says `gradlab login %s%s --token-file FILE`"
            .formatted(
                token.getTokenId(),
                Display.oneLine(token.getName()),
                AccessColumns.role(token.getRole()),
                elsewhere(session.connection().address()),
                trust(session.login().trust())));
  }

  /** This machine has another name on others. */
  private static String elsewhere(Address address) {
    boolean here = address.host().matches("localhost|127\\..*|::1");
    return here ? "HOST:" + address.port() : address.toString();
  }

  private static String trust(Trust trust) {
    if (trust instanceof Trust.Pinned pinned) {
      return " --fingerprint " + pinned.fingerprint();
    }
    return trust instanceof Trust.Authority authority
        ? " --ca " + (authority.file().isPresent() ? "FILE" : "system")
        : "";
  }
}
