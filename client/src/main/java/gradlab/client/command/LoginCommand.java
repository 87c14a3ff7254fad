package gradlab.client.command;

import gradlab.client.connection.Address;
import gradlab.client.connection.Connection;
import gradlab.client.connection.Refusals;
import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.console.Prompt;
import gradlab.client.listing.AccessColumns;
import gradlab.client.trust.Fingerprint;
import gradlab.client.trust.KnownServer;
import gradlab.client.trust.Login;
import gradlab.client.trust.Login.ClientCertificate;
import gradlab.client.trust.Logins;
import gradlab.client.trust.ShownCertificate;
import gradlab.client.trust.Trust;
import gradlab.v1.GetCallerRequest;
import gradlab.v1.GetCallerResponse;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "login",
    description =
        "Stores how to get in at a server on another machine: what it is known by, and a token.",
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab login gpu-box:50051 --fingerprint SHA256:9f2c... --token-file admin.token",
      "  gradlab login gpu-box:50051 --name lab --default     then --server lab, or nothing, is it",
      "  gradlab login gpu-box:50051     asks whether to trust what the server shows, and for a token",
      "",
      "GRADLAB_TOKEN and GRADLAB_FINGERPRINT do without a login, for scripts."
    })
final class LoginCommand extends ClientCommand {
  private static final String SYSTEM = "system";

  @Parameters(paramLabel = "HOST:PORT", description = "The server.")
  private String server = "";

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256:HEX",
      description = "Trust this certificate only; the server prints it at its start.")
  private String fingerprint = "";

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Trust certificates for this host of these authorities (PEM), or `system` for Java's.")
  private String authority = "";

  @Option(
      names = "--insecure",
      description = "A server that runs with --insecure: no TLS, no token.")
  private boolean insecure;

  @Mixin private TokenSource token;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call it: `--server NAME` then means this server.")
  private String name = "";

  @Option(names = "--default", description = "From now on the server of commands that name none.")
  private boolean isDefault;

  @Option(
      names = "--client-cert",
      paramLabel = "FILE",
      description = "Show this certificate (PEM), for servers with --tls-client-ca.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--client-key",
      paramLabel = "FILE",
      description = "Its key (PEM, PKCS #8, no password).")
  private Optional<Path> key = Optional.empty();

  @Override
  ExitCode run(Session session) {
    check();
    var address = Address.parse(server, "HOST:PORT");
    var logins = new Logins(session.console().environment());
    if (!name.isEmpty()) {
      new ServerChoice(session.console().environment()).checkFree(name, address.toString());
    }
    var known = logins.known(address.toString());
    var stored = known.map(KnownServer::login);
    Trust trust = trust(session.console(), address, stored);
    var login =
        new Login(
            trust,
            insecure ? Optional.empty() : Optional.of(token.token(session.console())),
            certificate
                .map(c -> new ClientCertificate(c, key.orElseThrow()))
                .or(() -> stored.flatMap(Login::certificate)));
    var caller = caller(address, login);
    var named =
        new KnownServer(
            address.toString(),
            Optional.of(name).filter(n -> !n.isEmpty()).or(() -> known.flatMap(KnownServer::name)),
            login);
    Path file = logins.store(named);
    if (isDefault) {
      logins.makeDefault(named.address());
    }
    session.print(AccessColumns.caller(), List.of(caller));
    session.say(
        isDefault
            ? "logged in: commands that name no server go to %s (%s)"
                .formatted(named.shortest(), file)
            : "logged in: commands with --server %s, or GRADLAB_SERVER, go there (%s)"
                .formatted(named.shortest(), file));
    return ExitCode.DONE;
  }

  private void check() {
    int ways = 0;
    for (boolean given : new boolean[] {!fingerprint.isEmpty(), !authority.isEmpty(), insecure}) {
      ways += given ? 1 : 0;
    }
    if (ways > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "--fingerprint, --ca and --insecure are three ways to know a server",
          "give one of them");
    }
    if (certificate.isPresent() != key.isPresent()) {
      throw new Failure(
          ExitCode.USAGE, "--client-cert and --client-key go together", "give both or none");
    }
  }

  private Trust trust(Console console, Address address, Optional<Login> stored) {
    if (insecure) {
      return new Trust.Plain();
    }
    if (!fingerprint.isEmpty()) {
      return new Trust.Pinned(Fingerprint.parse(fingerprint, "--fingerprint"));
    }
    if (!authority.isEmpty()) {
      return new Trust.Authority(
          Optional.of(authority).filter(ca -> !ca.equals(SYSTEM)).map(Path::of));
    }
    return stored
        .filter(login -> !login.isPlain())
        .map(Login::trust)
        .orElseGet(() -> new Trust.Pinned(firstUse(console, address)));
  }

  /** Trust on first use: a person compares. */
  private static Fingerprint firstUse(Console console, Address address) {
    Fingerprint shown;
    try {
      shown = ShownCertificate.of(address.host(), address.port());
    } catch (SSLException e) {
      throw new Failure(
              ExitCode.REFUSED,
              address + " does not speak TLS: " + e.getMessage(),
              "a server on a loopback address needs no login, one with --insecure: --insecure")
          .causedBy(e);
    } catch (IOException e) {
      throw new Failure(
              ExitCode.UNREACHABLE,
              "no gradlab server at " + address + ": " + e.getMessage(),
              "look at the address, and whether the server runs")
          .causedBy(e);
    }
    var prompt =
        Prompt.of(console)
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCode.REFUSED,
                        "whether to trust "
                            + address
                            + " must be decided by a person at a terminal",
                        List.of("it shows: " + shown),
                        "compare that with what the server prints at its start, and give it with --fingerprint"));
    console.err().println(address + " shows the certificate " + shown);
    console.err().println("The server prints the same at its start: compare all of it.");
    if (!prompt.agreed("Trust it from now on?")) {
      throw new Failure(ExitCode.REFUSED, "not trusted, and nothing was stored", "");
    }
    return shown;
  }

  /** Tries it, so that no login is stored that does not work. */
  private static GetCallerResponse caller(Address address, Login login) {
    try (var connection = new Connection(address, login)) {
      return connection.access().getCaller(GetCallerRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      throw Refusals.failure(e, address, login);
    }
  }
}
