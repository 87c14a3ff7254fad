package gradlab.server;

import gradlab.access.BearerFile;
import gradlab.access.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the server listens, and what protects it there. */
final class AccessOptions {
  private static final HostPort LOOPBACK = new HostPort("127.0.0.1", 50051);
  private static final HostPort EVERYWHERE = new HostPort("0.0.0.0", 50051);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.Converter.class,
      description =
          "address of the API; port 0 picks a free one (default: 127.0.0.1:50051; with --public"
              + " 0.0.0.0:50051)")
  private Optional<HostPort> listen = Optional.empty();

  @Option(
      names = "--metrics-listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9464",
      converter = HostPort.Converter.class,
      description = "address of the Prometheus page; port 0 picks a free one")
  private HostPort metricsListen;

  @Option(
      names = "--public",
      description =
          "for other machines: TLS with a certificate that is made at the first start, and tokens;"
              + " prints the command that logs a client in")
  private boolean forOthers;

  @Option(
      names = "--login-address",
      paramLabel = "HOST:PORT",
      description =
          "how clients reach the server, for the command that logs one in; where a container or a"
              + " tunnel hides its own address")
  private Optional<String> loginAddress = Optional.empty();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "your own certificate with its chain (PEM); read again when it changes")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "its private key (PEM, PKCS #8)")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      description = "clients need a certificate of one of these authorities (PEM), beside a token")
  private Optional<Path> clientCa = Optional.empty();

  @Option(names = "--insecure", description = "no TLS and no token, whoever can reach the address")
  private boolean insecure;

  @Option(
      names = "--metrics-token-file",
      paramLabel = "FILE",
      description = "the Prometheus page needs this bearer token; read again for each request")
  private Optional<Path> metricsToken = Optional.empty();

  @Option(
      names = "--metrics-insecure",
      description = "the Prometheus page without a token, whoever can reach the address")
  private boolean metricsInsecure;

  HostPort listen() {
    return listen.orElse(forOthers ? EVERYWHERE : LOOPBACK);
  }

  HostPort metricsListen() {
    return metricsListen;
  }

  /**
   * @throws ParameterException if options contradict each other
   * @throws StartFailure if others could reach what nothing protects
   */
  AccessSettings settings() {
    var tls = tls();
    if (tls.isEmpty() && !insecure && !listen().isLoopback()) {
      throw new StartFailure(unprotected(listen()));
    }
    if (metricsToken.isEmpty() && !metricsInsecure && !metricsListen.isLoopback()) {
      throw new StartFailure(unprotectedMetrics(metricsListen));
    }
    return new AccessSettings(tls, metricsToken.map(BearerFile::new), loginAddress);
  }

  private Optional<AccessSettings.Tls> tls() {
    if (loginAddress.isPresent() && !HostPort.isOne(loginAddress.get())) {
      throw misused(
          "--login-address is '%s', must be HOST:PORT, such as 127.0.0.1:50051"
              .formatted(loginAddress.get()));
    }
    if (certificate.isPresent() != key.isPresent()) {
      throw misused("--tls-cert and --tls-key go together: give both or none");
    }
    boolean tls = forOthers || certificate.isPresent();
    if (insecure && (tls || clientCa.isPresent())) {
      throw misused("--insecure means no TLS and no token: leave it out, or the other options");
    }
    if (clientCa.isPresent() && !tls) {
      throw misused("--tls-client-ca needs --public, or --tls-cert and --tls-key");
    }
    if (metricsInsecure && metricsToken.isPresent()) {
      throw misused("--metrics-insecure and --metrics-token-file: give one of them");
    }
    return tls
        ? Optional.of(
            new AccessSettings.Tls(
                certificate.map(c -> new TlsFiles(c, key.orElseThrow())), clientCa))
        : Optional.empty();
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String unprotected(HostPort address) {
    return """
        others can reach %1$s, and without TLS and a token all of them could use this server. Choose one:
          gradlab server --public --listen %1$s     makes a certificate and a token
          gradlab server --tls-cert FILE --tls-key FILE --listen %1$s     your own certificate
          gradlab server --listen 127.0.0.1:%2$d     for this machine, others by `ssh -L %2$d:127.0.0.1:%2$d HOST`
          gradlab server --insecure --listen %1$s     no protection at all"""
        .formatted(address, address.port() == 0 ? LOOPBACK.port() : address.port());
  }

  private static String unprotectedMetrics(HostPort address) {
    return """
        others can reach the metrics page at %1$s. Choose one:
          --metrics-token-file FILE     a token (`openssl rand -hex 32`), Prometheus' authorization: credentials_file
          --metrics-listen 127.0.0.1:%2$d     for this machine only
          --metrics-insecure     everybody may read it"""
        .formatted(address, address.port());
  }
}
