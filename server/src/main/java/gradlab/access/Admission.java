package gradlab.access;

import gradlab.domain.GradlabException.TooManyAttempts;
import gradlab.domain.GradlabException.Unauthenticated;
import java.net.InetAddress;
import java.util.Optional;

/** Who is let in, and as what. */
public interface Admission {
  /** On a loopback address without TLS, or where the server was told so: everybody, as admin. */
  Admission OPEN =
      new Admission() {
        @Override
        public Caller admit(Optional<String> secret, InetAddress from) {
          return new Caller(Role.ADMIN, Optional.empty());
        }

        @Override
        public Optional<String> ended(Caller caller) {
          return Optional.empty();
        }
      };

  /**
   * @param secret the token that came with the call
   * @throws Unauthenticated if it is missing, unknown or has expired
   * @throws TooManyAttempts if too many wrong ones came from there
   */
  Caller admit(Optional<String> secret, InetAddress from);

  /** Why a caller that was let in is so no longer: its token may have been revoked since. */
  Optional<String> ended(Caller caller);
}
