package gradlab.wire;

import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;

/**
 * Configurations with every field set that means something: what the server answers with and what a
 * worker is given.
 */
public final class ConfigMessages {
  private ConfigMessages() {}

  public static gradlab.v1.RunConfig message(RunConfig config) {
    return gradlab.v1.RunConfig.newBuilder()
        .setNetwork(network(config.network()))
        .setTraining(TrainingMessages.message(config.training()))
        .setName(config.name())
        .putAllTags(config.tags())
        .setInitFrom(config.initFrom())
        .build();
  }

  /** IllegalArgumentException where a field is not set: defaults are not this class's business. */
  public static RunConfig config(gradlab.v1.RunConfig message) {
    return new RunConfig(
        network(message.getNetwork()),
        TrainingMessages.training(message.getTraining()),
        message.getName(),
        message.getTagsMap(),
        message.getInitFrom());
  }

  private static gradlab.v1.NetworkConfig network(NetworkConfig n) {
    return gradlab.v1.NetworkConfig.newBuilder()
        .setNetwork(n.network())
        .setBlock(n.block())
        .setStages(n.stages())
        .setBlocksPerStage(n.blocksPerStage())
        .setFilters(n.filters())
        .setClasses(n.classes())
        .setActivationSlope(n.activationSlope())
        .setDeepSupervision(n.deepSupervision())
        .build();
  }

  private static NetworkConfig network(gradlab.v1.NetworkConfig m) {
    requireSet(!m.getNetwork().isEmpty(), "network.network");
    requireSet(!m.getBlock().isEmpty(), "network.block");
    requireSet(m.hasStages(), "network.stages");
    requireSet(m.hasBlocksPerStage(), "network.blocks_per_stage");
    requireSet(m.hasFilters(), "network.filters");
    requireSet(m.hasClasses(), "network.classes");
    requireSet(m.hasActivationSlope(), "network.activation_slope");
    return new NetworkConfig(
        m.getNetwork(),
        m.getBlock(),
        m.getStages(),
        m.getBlocksPerStage(),
        m.getFilters(),
        m.getClasses(),
        m.getActivationSlope(),
        m.getDeepSupervision());
  }

  static void requireSet(boolean isSet, String field) {
    if (!isSet) {
      throw new IllegalArgumentException("config." + field + ": not set");
    }
  }
}
