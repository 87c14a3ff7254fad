package gradlab.client.trust;

import java.nio.file.Path;
import java.util.Optional;

/** How a client knows that it talks to the right server. */
public sealed interface Trust {
  /** Not at all, and without TLS: for a loopback address, or for the brave. No token is sent. */
  record Plain() implements Trust {}

  /** By its certificate. */
  record Pinned(Fingerprint fingerprint) implements Trust {}

  /**
   * By who signed its certificate, and by its name.
   *
   * @param file PEM; empty: those that Java trusts
   */
  record Authority(Optional<Path> file) implements Trust {}
}
