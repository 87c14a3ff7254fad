package gradlab.wire;

import gradlab.domain.DeepSupervision;
import gradlab.domain.GroupId;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Configurations with every field set that means something in them (growth only where the block has
 * one, supervision_* only with deep supervision, so that it can be started again as it is): what
 * the server answers with and what a worker is given.
 */
public final class ConfigMessages {
  private ConfigMessages() {}

  public static gradlab.v1.RunConfig message(RunConfig config) {
    return config
        .imported()
        .map(from -> ImportedMessages.config(config, from))
        .orElseGet(() -> trainedHere(config));
  }

  private static gradlab.v1.RunConfig trainedHere(RunConfig config) {
    return gradlab.v1.RunConfig.newBuilder()
        .setNetwork(network(config.network()))
        .setTraining(TrainingMessages.message(config.training()))
        .setName(config.name())
        .putAllTags(config.tags())
        .setInitFrom(config.initFrom())
        .setPolicy(PolicyMessages.message(config.policy()))
        .setGroupId(config.group().map(GroupId::value).orElse(""))
        .build();
  }

  /** IllegalArgumentException where a field is not set: defaults are not this class's business. */
  public static RunConfig config(gradlab.v1.RunConfig message) {
    return new RunConfig(
        network(message.getNetwork()),
        TrainingMessages.training(message.getTraining()),
        message.getName(),
        message.getTagsMap(),
        message.getInitFrom(),
        PolicyMessages.policy(message.getPolicy()),
        message.getGroupId().isEmpty()
            ? Optional.empty()
            : Optional.of(GroupId.of(message.getGroupId())));
  }

  private static gradlab.v1.NetworkConfig network(NetworkConfig n) {
    var message = gradlab.v1.NetworkConfig.newBuilder();
    n.growth().ifPresent(message::setGrowth);
    n.deepSupervision()
        .ifPresent(
            s -> message.setSupervisionWeight(s.weight()).setSupervisionHeads(s.heads().word()));
    return message
        .setNetwork(n.network())
        .setBlock(n.block())
        .setStages(n.stages())
        .setBlocksPerStage(n.blocksPerStage())
        .setFilters(n.filters())
        .setClasses(n.classes())
        .setDeepSupervision(n.deepSupervision().isPresent())
        .setActivationSlope(n.activationSlope())
        .setKernel(n.kernel())
        .setDropout(n.dropout())
        .setInitScale(n.initScale())
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
    requireSet(m.hasDeepSupervision(), "network.deep_supervision");
    requireSet(m.hasKernel(), "network.kernel");
    requireSet(m.hasDropout(), "network.dropout");
    requireSet(m.hasInitScale(), "network.init_scale");
    return new NetworkConfig(
        m.getNetwork(),
        m.getBlock(),
        m.getStages(),
        m.getBlocksPerStage(),
        m.getFilters(),
        m.getClasses(),
        m.getActivationSlope(),
        m.getDeepSupervision() ? Optional.of(supervision(m)) : Optional.empty(),
        m.getKernel(),
        m.hasGrowth() ? OptionalInt.of(m.getGrowth()) : OptionalInt.empty(),
        m.getDropout(),
        m.getInitScale());
  }

  private static DeepSupervision supervision(gradlab.v1.NetworkConfig m) {
    requireSet(m.hasSupervisionWeight(), "network.supervision_weight");
    requireSet(!m.getSupervisionHeads().isEmpty(), "network.supervision_heads");
    return new DeepSupervision(
        m.getSupervisionWeight(), DeepSupervision.Heads.of(m.getSupervisionHeads()));
  }

  static void requireSet(boolean isSet, String field) {
    if (!isSet) {
      throw new IllegalArgumentException("config." + field + ": not set");
    }
  }
}
