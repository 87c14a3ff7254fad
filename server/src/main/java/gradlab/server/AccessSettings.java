package gradlab.server;

import gradlab.access.BearerFile;
import gradlab.access.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What protects the server.
 *
 * @param tls with it, every call needs TLS and a token; empty: everybody who reaches the port may
 *     do everything
 * @param metricsToken what a reader of the metrics page needs; empty: nothing
 * @param loginAddress HOST:PORT by which clients come, where a container or a tunnel hides the
 *     server's own address; empty: the most likely one
 */
record AccessSettings(
    Optional<Tls> tls, Optional<BearerFile> metricsToken, Optional<String> loginAddress) {
  /** For a loopback address. */
  static final AccessSettings OPEN =
      new AccessSettings(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * TLS with certificates from files, which are read again when they change.
   *
   * @param files empty: the server makes a key and a certificate in its state directory
   * @param clientCa whose certificates clients must have; empty: they need none
   */
  record Tls(Optional<TlsFiles> files, Optional<Path> clientCa) {}
}
