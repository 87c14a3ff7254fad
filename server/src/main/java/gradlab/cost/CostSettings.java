package gradlab.cost;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a server is told about money, and about when not to go on.
 *
 * @param pricePerHour of the device, while a run uses it; empty: not known
 * @param budget what all runs of the state directory may cost together; empty: no limit
 * @param idle what to do when nothing has gone on for long; empty: nothing
 * @param metadata the GCE metadata server, to be asked whether the machine is taken away; empty:
 *     nobody is asked
 */
public record CostSettings(
    OptionalDouble pricePerHour,
    OptionalDouble budget,
    Optional<Idle> idle,
    Optional<URI> metadata) {
  /** No price, no limits. */
  public static final CostSettings NONE =
      new CostSettings(
          OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());

  /**
   * @param after without a run and a client for so long ...
   * @param command ... the shell is given this
   */
  public record Idle(Duration after, String command) {}
}
