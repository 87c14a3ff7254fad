package gradlab.client.connection;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.trust.CertificateChanged;
import gradlab.client.trust.ShownCertificate;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Connections that fail because one side does not trust the other, not because it is away. */
final class TlsRefusals {
  private TlsRefusals() {}

  /** Whether trying again would end the same way. */
  static boolean is(StatusRuntimeException failed) {
    return cause(failed, CertificateException.class).isPresent()
        || cause(failed, SSLException.class).filter(TlsRefusals::isFinal).isPresent();
  }

  /** The subclasses that Netty makes itself say that the connection broke during the handshake. */
  private static boolean isFinal(SSLException e) {
    return e.getClass().getPackageName().startsWith("javax.net.ssl");
  }

  static Optional<Failure> failure(StatusRuntimeException failed, Address server) {
    var changed = cause(failed, CertificateChanged.class);
    if (changed.isPresent()) {
      return Optional.of(changed(changed.get(), server, failed));
    }
    var untrusted = cause(failed, CertificateException.class);
    if (untrusted.isPresent()) {
      return Optional.of(
          new Failure(
                  ExitCode.REFUSED,
                  "the certificate of %s is not trusted: %s"
                      .formatted(server, deepest(untrusted.get())),
                  "`gradlab login " + server + " --ca FILE` or `--fingerprint SHA256:...`")
              .causedBy(failed));
    }
    return cause(failed, SSLException.class)
        .filter(TlsRefusals::isFinal)
        .map(
            e ->
                new Failure(
                        ExitCode.REFUSED,
                        "no TLS connection to %s: %s".formatted(server, e.getMessage()),
                        e instanceof SSLHandshakeException
                            ? "it may want a client certificate: `gradlab login "
                                + server
                                + " --client-cert FILE --client-key FILE`"
                            : "log in again with `gradlab login " + server + "`")
                    .causedBy(failed));
  }

  private static Failure changed(CertificateChanged changed, Address server, Throwable cause) {
    return new Failure(
            ExitCode.REFUSED,
            "the certificate of " + server + " has changed, so this may be another server",
            List.of("trusted: " + changed.pinned(), "shown:   " + changed.shown()),
            "if the server was given a new one: `gradlab login "
                + server
                + " --fingerprint SHA256:...` with what it prints at its start")
        .causedBy(cause);
  }

  /** A call without TLS to a server that speaks nothing else. */
  static Optional<Failure> notLoggedIn(StatusRuntimeException failed, Address server) {
    boolean mayBe =
        failed.getStatus().getCode() == Status.Code.UNAVAILABLE
            && cause(failed, ConnectException.class).isEmpty();
    return mayBe && ShownCertificate.isThere(server.host(), server.port())
        ? Optional.of(
            new Failure(
                    ExitCode.REFUSED,
                    "the server at " + server + " asks for TLS and a token",
                    "`gradlab login " + server + "`, with what its admin gives you")
                .causedBy(failed))
        : Optional.empty();
  }

  private static String deepest(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static <E extends Throwable> Optional<E> cause(Throwable failed, Class<E> type) {
    for (Throwable at = failed; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }
}
