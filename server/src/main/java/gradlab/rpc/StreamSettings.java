package gradlab.rpc;

import java.time.Duration;

/**
 * Limits of StreamMetrics.
 *
 * @param heartbeat longest silence of a stream
 * @param maxStreams calls in progress
 * @param batch events sent to one reader before it is another's turn
 */
public record StreamSettings(Duration heartbeat, int maxStreams, int batch) {
  public static final StreamSettings DEFAULT =
      new StreamSettings(Duration.ofSeconds(10), 2_000, 256);
}
