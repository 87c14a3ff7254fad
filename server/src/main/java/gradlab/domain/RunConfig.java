package gradlab.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole run as it was started, every default filled in.
 *
 * @param initFrom sha256 (lower-case hexadecimal) of the weights it starts from, which are in its
 *     directory as {@link #INITIAL_WEIGHTS}; empty: fresh parameters
 * @param group the runs that differ from this one in their seed only
 * @param imported of a run that was not trained here; then of network and training only what {@link
 *     NetworkConfig#imported} names means something
 */
public record RunConfig(
    NetworkConfig network,
    TrainingConfig training,
    String name,
    Map<String, String> tags,
    String initFrom,
    RunPolicy policy,
    Optional<GroupId> group,
    Optional<Imported> imported) {
  /** The file in the run's directory that holds the weights it starts from, under our names. */
  public static final String INITIAL_WEIGHTS = "init.safetensors";

  public RunConfig {
    tags = Map.copyOf(tags);
  }

  /** The same, trained until so many epochs. */
  public RunConfig until(int epochs) {
    return new RunConfig(network, training.until(epochs), name, tags, initFrom, policy, group);
  }

  /** The same with these tags beside its own. */
  public RunConfig tagged(Map<String, String> more) {
    var all = new HashMap<>(tags);
    all.putAll(more);
    return new RunConfig(network, training, name, all, initFrom, policy, group);
  }

  /** The same as a member of a seed group. */
  public RunConfig inGroup(GroupId seedGroup) {
    return new RunConfig(network, training, name, tags, initFrom, policy, Optional.of(seedGroup));
  }

  /** Trained here. */
  public RunConfig(
      NetworkConfig network,
      TrainingConfig training,
      String name,
      Map<String, String> tags,
      String initFrom,
      RunPolicy policy,
      Optional<GroupId> group) {
    this(network, training, name, tags, initFrom, policy, group, Optional.empty());
  }

  /** Not trained here. */
  public static RunConfig imported(
      NetworkConfig network, String name, Map<String, String> tags, Imported from) {
    return new RunConfig(
        network,
        TrainingConfig.NOT_KNOWN,
        name,
        tags,
        "",
        RunPolicy.DEFAULT,
        Optional.empty(),
        Optional.of(from));
  }

  /** Of no group. */
  public RunConfig(
      NetworkConfig network,
      TrainingConfig training,
      String name,
      Map<String, String> tags,
      String initFrom,
      RunPolicy policy) {
    this(network, training, name, tags, initFrom, policy, Optional.empty());
  }

  /** With fresh parameters and the default policy. */
  public RunConfig(
      NetworkConfig network, TrainingConfig training, String name, Map<String, String> tags) {
    this(network, training, name, tags, "", RunPolicy.DEFAULT);
  }
}
