package gradlab.cost;

import java.util.function.LongSupplier;

/** When a client last did something: calls under way, and the end of the last one. Thread-safe. */
public final class Activity {
  private final LongSupplier nanoTime;
  private int underWay;
  private long lastNanos;

  /**
   * @param nanoTime a clock that nobody can set: {@link System#nanoTime}
   */
  public Activity(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
  }

  /** A client's call; a stream is activity for as long as it is open. */
  public synchronized void begin() {
    underWay++;
  }

  /** The call that began has ended. */
  public synchronized void end() {
    underWay--;
    lastNanos = nanoTime.getAsLong();
  }

  /** Something else goes on at the moment. */
  synchronized void now() {
    lastNanos = nanoTime.getAsLong();
  }

  /** Since the last activity; 0 while a call is under way. */
  synchronized long idleNanos() {
    return underWay > 0 ? 0 : nanoTime.getAsLong() - lastNanos;
  }
}
