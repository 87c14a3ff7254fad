package gradlab.domain;

import java.util.Map;

/**
 * A whole run as it was started, every default filled in.
 *
 * @param initFrom sha256 (lower-case hexadecimal) of the weights it starts from, which are in its
 *     directory as {@link #INITIAL_WEIGHTS}; empty: fresh parameters
 */
public record RunConfig(
    NetworkConfig network,
    TrainingConfig training,
    String name,
    Map<String, String> tags,
    String initFrom,
    RunPolicy policy) {
  /** The file in the run's directory that holds the weights it starts from, under our names. */
  public static final String INITIAL_WEIGHTS = "init.safetensors";

  public RunConfig {
    tags = Map.copyOf(tags);
  }

  /** With fresh parameters and the default policy. */
  public RunConfig(
      NetworkConfig network, TrainingConfig training, String name, Map<String, String> tags) {
    this(network, training, name, tags, "", RunPolicy.DEFAULT);
  }
}
