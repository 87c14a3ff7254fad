package gradlab.access;

import java.util.Optional;

/**
 * Who makes a call.
 *
 * @param token what let them in; empty where the server asks nobody for one
 */
public record Caller(Role role, Optional<AccessToken> token) {

  /** For people. */
  @Override
  public String toString() {
    return token
        .map(t -> "token %s (%s, %s)".formatted(t.id(), t.name(), t.role().label()))
        .orElse("a caller without a token");
  }
}
