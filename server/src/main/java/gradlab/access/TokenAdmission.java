package gradlab.access;

import gradlab.domain.GradlabException.TooManyAttempts;
import gradlab.domain.GradlabException.Unauthenticated;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Only who has a valid token. */
public final class TokenAdmission implements Admission {
  private static final Logger LOGGER = LoggerFactory.getLogger(TokenAdmission.class);

  private final TokenStore tokens;
  private final FailedAttempts attempts;

  public TokenAdmission(TokenStore tokens, FailedAttempts attempts) {
    this.tokens = tokens;
    this.attempts = attempts;
  }

  /**
   * While an address must wait, its right tokens are refused as well: else it could go on guessing,
   * and would know the right one when it is let in. A call without any token is no guess.
   */
  @Override
  public Caller admit(Optional<String> secret, InetAddress from) {
    if (secret.isEmpty()) {
      throw new Unauthenticated("this server needs a token, and none was sent");
    }
    attempts.wait(from).ifPresent(TokenAdmission::refuse);
    var token = tokens.find(secret.get());
    if (token.isEmpty()) {
      attempts.failed(from);
      if (attempts.wait(from).isPresent()) { // so at most once for each wait
        LOGGER.warn("too many wrong tokens from {}: it must wait", from.getHostAddress());
      }
      throw new Unauthenticated(
          "this server does not know the token: it was revoked, or is another server's");
    }
    var caller = new Caller(token.get().role(), token);
    ended(caller)
        .ifPresent(
            why -> {
              throw new Unauthenticated(why);
            });
    tokens.used(token.get());
    return caller;
  }

  private static void refuse(Duration wait) {
    throw new TooManyAttempts(
        "too many wrong tokens came from your address: try again in %d s"
            .formatted(wait.toSeconds() + 1),
        wait);
  }

  @Override
  public Optional<String> ended(Caller caller) {
    return caller.token().flatMap(tokens::ended);
  }
}
