package gradlab.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often an address may come with a wrong token: {@link #AT_ONCE} times, then once every {@link
 * #EVERY}. It remembers {@link #MOST_ADDRESSES}; of more, the one that came longest ago is
 * forgotten. Thread-safe.
 */
public final class FailedAttempts {
  public static final int AT_ONCE = 10;
  public static final Duration EVERY = Duration.ofSeconds(6);
  static final int MOST_ADDRESSES = 10_000;

  /** An IPv6 customer has a whole network of addresses: its first 64 bits count. */
  private static final int IPV6_PREFIX_BYTES = 8;

  private final LongSupplier nanoTime;

  /** By address, in order of when they came last: when all of its attempts are its own again. */
  private final Map<ByteBuffer, Long> freeAt = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public FailedAttempts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How long the address must wait before it may try again; empty: it may now. */
  public synchronized Optional<Duration> wait(InetAddress from) {
    long now = nanoTime.getAsLong();
    long full = freeAt.getOrDefault(key(from), now);
    long wait = full - now - EVERY.multipliedBy(AT_ONCE - 1L).toNanos();
    return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
  }

  /** Counts a failure. */
  public synchronized void failed(InetAddress from) {
    long now = nanoTime.getAsLong();
    var key = key(from);
    long full = freeAt.getOrDefault(key, now);
    // only differences of nanoTime mean something: it may wrap around
    freeAt.put(key, (full - now > 0 ? full : now) + EVERY.toNanos());
    if (freeAt.size() > MOST_ADDRESSES) {
      var eldest = freeAt.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  synchronized int addresses() {
    return freeAt.size();
  }

  private static ByteBuffer key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(
        address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_PREFIX_BYTES) : bytes);
  }
}
