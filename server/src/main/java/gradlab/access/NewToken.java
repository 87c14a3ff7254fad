package gradlab.access;

/**
 * A token that was just made.
 *
 * @param secret what its holder sends: shown once, kept nowhere
 */
public record NewToken(AccessToken token, String secret) {

  /** Without the secret: this may end up in a log. */
  @Override
  public String toString() {
    return "NewToken[" + token.id() + ", " + token.name() + "]";
  }
}
