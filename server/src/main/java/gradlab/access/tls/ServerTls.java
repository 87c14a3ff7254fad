package gradlab.access.tls;

import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS, with files that may be replaced while it runs: connections made from
 * then on see the new ones.
 */
public final class ServerTls {
  private static final Logger LOGGER = LoggerFactory.getLogger(ServerTls.class);

  private final TlsFiles files;
  private final Optional<Path> clientCa;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final Optional<AdvancedTlsX509TrustManager> clients;

  // Of the one thread that looks.
  private List<Object> loaded = List.of();
  private List<Object> complained = List.of();
  private volatile String fingerprint = "";

  /**
   * @param clientCa PEM, authorities one of which must have signed a client's certificate; empty:
   *     clients need none
   * @throws IOException if a file cannot be used
   */
  public ServerTls(TlsFiles files, Optional<Path> clientCa) throws IOException {
    this.files = files;
    this.clientCa = clientCa;
    try {
      this.clients =
          clientCa.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  AdvancedTlsX509TrustManager.newBuilder()
                      .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
                      .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a trust manager without files cannot fail", e);
    }
    load(stamp());
  }

  public X509ExtendedKeyManager keys() {
    return keys;
  }

  /** Empty: clients need no certificate. */
  public Optional<X509ExtendedTrustManager> clients() {
    return clients.map(X509ExtendedTrustManager.class::cast);
  }

  /** That of the certificate in use. */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Takes files that have changed. Where they cannot be used, perhaps because only half of them is
   * there yet, the ones in use stay, and the next look tries again.
   *
   * @return whether new ones are in use
   */
  public boolean look() {
    try {
      var stamp = stamp();
      if (stamp.equals(loaded)) {
        return false;
      }
      try {
        load(stamp);
        LOGGER.info("new TLS files are in use; the certificate is {}", fingerprint);
        return true;
      } catch (IOException e) {
        complain(stamp, e);
      }
    } catch (IOException e) {
      complain(List.of("missing"), e);
    }
    return false;
  }

  private void complain(List<Object> stamp, IOException e) {
    if (!stamp.equals(complained)) {
      complained = stamp;
      LOGGER.warn(
          "the TLS files have changed and cannot be used, the old ones stay: {}", e.toString());
    }
  }

  private void load(List<Object> stamp) throws IOException {
    var identity = files.load();
    try {
      if (clientCa.isPresent()) {
        clients
            .orElseThrow()
            .updateTrustCredentials(
                Pem.certificates(clientCa.get()).toArray(X509Certificate[]::new));
      }
      keys.updateIdentityCredentials(
          identity.chain().toArray(X509Certificate[]::new), identity.key());
    } catch (GeneralSecurityException e) {
      throw new BadTlsFileException("the TLS files cannot be used: " + e.getMessage(), e);
    }
    fingerprint = Fingerprint.of(identity.certificate());
    loaded = stamp;
  }

  /** Changes when a file does. */
  private List<Object> stamp() throws IOException {
    var all = new ArrayList<>(List.of(files.certificate(), files.key()));
    clientCa.ifPresent(all::add);
    var stamp = new ArrayList<Object>();
    for (Path file : all) {
      stamp.add(Files.getLastModifiedTime(file));
      stamp.add(Files.size(file));
    }
    return stamp;
  }
}
