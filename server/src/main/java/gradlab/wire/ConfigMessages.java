package gradlab.wire;

import gradlab.domain.DeepSupervision;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.TrainingConfig;
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
    return gradlab.v1.RunConfig.newBuilder()
        .setNetwork(network(config.network()))
        .setTraining(training(config.training()))
        .setName(config.name())
        .putAllTags(config.tags())
        .build();
  }

  /** IllegalArgumentException where a field is not set: defaults are not this class's business. */
  public static RunConfig config(gradlab.v1.RunConfig message) {
    return new RunConfig(
        network(message.getNetwork()),
        training(message.getTraining()),
        message.getName(),
        message.getTagsMap());
  }

  private static gradlab.v1.NetworkConfig network(NetworkConfig n) {
    var message = gradlab.v1.NetworkConfig.newBuilder();
    n.growth().ifPresent(message::setGrowth);
    n.deepSupervision()
        .ifPresent(
            s ->
                message
                    .setDeepSupervision(true)
                    .setSupervisionWeight(s.weight())
                    .setSupervisionHeads(s.heads().word()));
    return message
        .setNetwork(n.network())
        .setBlock(n.block())
        .setStages(n.stages())
        .setBlocksPerStage(n.blocksPerStage())
        .setFilters(n.filters())
        .setClasses(n.classes())
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

  private static gradlab.v1.TrainingConfig training(TrainingConfig t) {
    return gradlab.v1.TrainingConfig.newBuilder()
        .setEpochs(t.epochs())
        .setScheduleEpochs(t.scheduleEpochs())
        .setMaxSteps(t.maxSteps())
        .setBatchSize(t.batchSize())
        .setLearningRate(t.learningRate())
        .setMinLearningRate(t.minLearningRate())
        .setWeightDecay(t.weightDecay())
        .setAdamEpsilon(t.adamEpsilon())
        .setSeed(t.seed())
        .setTrainLimit(t.trainLimit())
        .setGradientEverySteps(t.gradientEverySteps())
        .setMetricsEverySteps(t.metricsEverySteps())
        .build();
  }

  private static TrainingConfig training(gradlab.v1.TrainingConfig m) {
    requireSet(m.hasEpochs(), "training.epochs");
    requireSet(m.hasScheduleEpochs(), "training.schedule_epochs");
    requireSet(m.hasMaxSteps(), "training.max_steps");
    requireSet(m.hasBatchSize(), "training.batch_size");
    requireSet(m.hasLearningRate(), "training.learning_rate");
    requireSet(m.hasMinLearningRate(), "training.min_learning_rate");
    requireSet(m.hasWeightDecay(), "training.weight_decay");
    requireSet(m.hasAdamEpsilon(), "training.adam_epsilon");
    requireSet(m.hasSeed(), "training.seed");
    requireSet(m.hasTrainLimit(), "training.train_limit");
    requireSet(m.hasGradientEverySteps(), "training.gradient_every_steps");
    requireSet(m.hasMetricsEverySteps(), "training.metrics_every_steps");
    return new TrainingConfig(
        m.getEpochs(),
        m.getScheduleEpochs(),
        m.getMaxSteps(),
        m.getBatchSize(),
        m.getLearningRate(),
        m.getMinLearningRate(),
        m.getWeightDecay(),
        m.getAdamEpsilon(),
        m.getSeed(),
        m.getTrainLimit(),
        m.getGradientEverySteps(),
        m.getMetricsEverySteps());
  }

  private static void requireSet(boolean isSet, String field) {
    if (!isSet) {
      throw new IllegalArgumentException("config." + field + ": not set");
    }
  }
}
