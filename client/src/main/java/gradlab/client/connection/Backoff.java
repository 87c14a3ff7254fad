package gradlab.client.connection;

import java.time.Duration;

/** Pauses that double from 0.2 s to 5 s and, together, end when the patience does. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Duration patience;
  private Duration next = FIRST;
  private long givesUpAtNanos;

  Backoff(Duration patience) {
    this.patience = patience;
    reset();
  }

  /** Call when the server answered. */
  void reset() {
    next = FIRST;
    givesUpAtNanos = System.nanoTime() + patience.toNanos();
  }

  /** Waits; false, at once, when the patience is at its end. */
  boolean pause() throws InterruptedException {
    Duration left = Duration.ofNanos(givesUpAtNanos - System.nanoTime());
    if (left.isNegative() || left.isZero()) {
      return false;
    }
    Thread.sleep(Math.min(next.toMillis(), left.toMillis() + 1));
    next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    return true;
  }
}
