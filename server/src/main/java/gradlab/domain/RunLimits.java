package gradlab.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run may use, over all its attempts; at the limit it is stopped with a checkpoint.
 *
 * @param maxDuration time on the device; empty: no limit
 * @param maxCost in the currency of the server's price; empty: no limit
 */
public record RunLimits(Optional<Duration> maxDuration, OptionalDouble maxCost) {
  public static final RunLimits NONE = new RunLimits(Optional.empty(), OptionalDouble.empty());
}
