package gradlab.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
  // near the end of its range: nanoTime may be anything, only differences count
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
  private final FailedAttempts attempts = new FailedAttempts(() -> nanos);

  private static InetAddress at(String address) throws Exception {
    return InetAddress.getByName(address);
  }

  private void fail(String address, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      attempts.failed(at(address));
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private boolean mayTry(String address) throws Exception {
    return attempts.wait(at(address)).isEmpty();
  }

  @Test
  void tenAtOnceThenOneEverySixSeconds() throws Exception {
    fail("192.0.2.1", 9);
    assertThat(mayTry("192.0.2.1")).isTrue();
    fail("192.0.2.1", 1);
    assertThat(attempts.wait(at("192.0.2.1"))).contains(Duration.ofSeconds(6));
    assertThat(mayTry("192.0.2.2")).as("another address").isTrue();
    pass(Duration.ofSeconds(6).minusNanos(1));
    assertThat(mayTry("192.0.2.1")).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(mayTry("192.0.2.1")).isTrue();
    fail("192.0.2.1", 1);
    assertThat(mayTry("192.0.2.1")).isFalse();
  }

  @Test
  void allIsForgivenAfterAMinute() throws Exception {
    fail("192.0.2.1", 10);
    pass(Duration.ofSeconds(60));
    fail("192.0.2.1", 9);
    assertThat(mayTry("192.0.2.1")).isTrue();
    pass(Duration.ofDays(1));
    fail("192.0.2.1", 9);
    assertThat(mayTry("192.0.2.1")).as("time off saves no attempts up").isTrue();
    fail("192.0.2.1", 1);
    assertThat(mayTry("192.0.2.1")).isFalse();
  }

  @Test
  void anIpv6NetworkIsOneAddress() throws Exception {
    fail("2001:db8:1:2::1", 5);
    fail("2001:db8:1:2:ffff:ffff:ffff:ffff", 5);
    assertThat(mayTry("2001:db8:1:2::77")).isFalse();
    assertThat(mayTry("2001:db8:1:3::1")).isTrue();
  }

  @Test
  void remembersNoMoreThanItMay() throws Exception {
    fail("192.0.2.1", 10);
    for (int i = 0; i < FailedAttempts.MOST_ADDRESSES - 1; i++) {
      attempts.failed(
          InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
    }
    assertThat(attempts.addresses()).isEqualTo(FailedAttempts.MOST_ADDRESSES);
    assertThat(mayTry("192.0.2.1")).as("and to be seen again keeps it").isFalse();
    fail("203.0.113.1", 1);
    assertThat(attempts.addresses()).isEqualTo(FailedAttempts.MOST_ADDRESSES);
    assertThat(mayTry("192.0.2.1")).isFalse();
    for (int i = 0; i < FailedAttempts.MOST_ADDRESSES; i++) {
      attempts.failed(
          InetAddress.getByAddress(new byte[] {11, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
    }
    assertThat(attempts.addresses()).isEqualTo(FailedAttempts.MOST_ADDRESSES);
    assertThat(mayTry("192.0.2.1")).as("the oldest is forgotten").isTrue();
  }
}
