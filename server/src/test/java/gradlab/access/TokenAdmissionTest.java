package gradlab.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException.TooManyAttempts;
import gradlab.domain.GradlabException.Unauthenticated;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenAdmissionTest {
  @TempDir private Path state;
  private final HandClock clock = new HandClock(Instant.parse("2026-11-24T12:00:00Z"));
  private long nanos;
  private TokenStore tokens;
  private TokenAdmission admission;
  private InetAddress here;
  private InetAddress there;

  @BeforeEach
  void open() throws Exception {
    tokens = TokenStore.open(state, clock);
    admission = new TokenAdmission(tokens, new FailedAttempts(() -> nanos));
    here = InetAddress.getByName("192.0.2.1");
    there = InetAddress.getByName("192.0.2.2");
  }

  private Caller admit(String secret, InetAddress from) {
    return admission.admit(Optional.of(secret), from);
  }

  @Test
  void letsInWhoHasAToken() {
    var made = tokens.create("ci", Role.OPERATOR, Optional.empty());
    assertThat(tokens.lastUse(made.token().id())).isEmpty();
    var caller = admit(made.secret(), here);
    assertThat(caller).isEqualTo(new Caller(Role.OPERATOR, Optional.of(made.token())));
    assertThat(caller.toString()).contains("ci").doesNotContain(made.token().sha256());
    assertThat(tokens.lastUse(made.token().id())).contains(clock.instant());
    assertThat(admission.ended(caller)).isEmpty();
    tokens.revoke(made.token().id());
    assertThat(admission.ended(caller))
        .hasValueSatisfying(why -> assertThat(why).contains("was revoked"));
  }

  @Test
  void whoIsTooOftenWrongMustWaitEvenWithTheRightToken() {
    var made = tokens.create("ci", Role.OPERATOR, Optional.empty());
    for (int i = 0; i < FailedAttempts.AT_ONCE; i++) {
      assertThatThrownBy(() -> admit("gradlab_wrong", here))
          .isInstanceOf(Unauthenticated.class)
          .hasMessageNotContainingAny("gradlab_wrong");
    }
    assertThatThrownBy(() -> admit(made.secret(), here))
        .isInstanceOfSatisfying(
            TooManyAttempts.class, e -> assertThat(e.retryAfter()).isEqualTo(FailedAttempts.EVERY));
    assertThat(admit(made.secret(), there).role()).isEqualTo(Role.OPERATOR);
    nanos += FailedAttempts.EVERY.toNanos();
    assertThat(admit(made.secret(), here).role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void noTokenIsNoGuess() {
    var made = tokens.create("ci", Role.OPERATOR, Optional.empty());
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> admission.admit(Optional.empty(), here))
          .isInstanceOf(Unauthenticated.class);
    }
    assertThat(admit(made.secret(), here).role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void anExpiredTokenSaysSoAndIsNoGuessEither() {
    var made = tokens.create("ci", Role.OPERATOR, Optional.of(Duration.ofHours(1)));
    clock.pass(Duration.ofHours(2));
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> admit(made.secret(), here))
          .isInstanceOf(Unauthenticated.class)
          .hasMessage("token " + made.token().id() + " expired at 2026-11-24T13:00:00Z");
    }
  }

  @Test
  void openLetsEverybodyInAsAdmin() {
    var caller = Admission.OPEN.admit(Optional.empty(), here);
    assertThat(caller.role()).isEqualTo(Role.ADMIN);
    assertThat(Admission.OPEN.ended(caller)).isEmpty();
  }
}
