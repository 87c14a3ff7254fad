package gradlab.client.trust;

import java.util.Optional;

/**
 * A server that the user has logged in at.
 *
 * @param address HOST:PORT
 * @param name what the user calls it
 */
public record KnownServer(String address, Optional<String> name, Login login) {
  /** The name where it has one. */
  public String shortest() {
    return name.orElse(address);
  }

  /** For people: how the client knows that it is the right one. */
  public String trusted() {
    Trust trust = login.trust();
    if (trust instanceof Trust.Pinned pinned) {
      return "certificate " + pinned.fingerprint();
    }
    if (trust instanceof Trust.Authority authority) {
      return "authority " + authority.file().map(Object::toString).orElse("system");
    }
    return "not at all (no TLS)";
  }
}
