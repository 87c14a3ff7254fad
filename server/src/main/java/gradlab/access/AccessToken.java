package gradlab.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What the server keeps of a token; never the token itself.
 *
 * @param id what people call it by, to revoke it
 * @param name whom or what it is for
 * @param sha256 of the token, hexadecimal. A plain hash is enough, and no salt or slow hash is
 *     needed: the token is 256 random bits, so nobody can try them all
 * @param expires not valid from then on; empty: until it is revoked
 */
public record AccessToken(
    String id, String name, Role role, String sha256, Instant created, Optional<Instant> expires) {

  boolean expiredAt(Instant now) {
    return expires.isPresent() && !now.isBefore(expires.get());
  }
}
