package gradlab.domain;

import java.util.Map;

/** A whole run as it was started, every default filled in. */
public record RunConfig(
    NetworkConfig network, TrainingConfig training, String name, Map<String, String> tags) {
  public RunConfig {
    tags = Map.copyOf(tags);
  }
}
