package gradlab.client.trust;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a client gets in at a server.
 *
 * @param token empty: none is sent
 * @param certificate what the client shows of itself; empty: nothing
 */
public record Login(Trust trust, Optional<String> token, Optional<ClientCertificate> certificate) {
  /** Of a server that asks nobody. */
  public static final Login NONE = new Login(new Trust.Plain(), Optional.empty(), Optional.empty());

  /**
   * PEM files; the key in PKCS #8, without a password. Read for each command, so they may change.
   */
  public record ClientCertificate(Path certificate, Path key) {}

  public Login withToken(String newToken) {
    return new Login(trust, Optional.of(newToken), certificate);
  }

  public boolean isPlain() {
    return trust instanceof Trust.Plain;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Login[" + trust + "]";
  }
}
