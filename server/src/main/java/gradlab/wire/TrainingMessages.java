package gradlab.wire;

import static gradlab.wire.ConfigMessages.requireSet;

import gradlab.domain.Augmentation;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfig;

/** How a run is trained. What only another optimiser or schedule has stays unset. */
final class TrainingMessages {
  private TrainingMessages() {}

  static gradlab.v1.TrainingConfig message(TrainingConfig t) {
    var message =
        gradlab.v1.TrainingConfig.newBuilder()
            .setEpochs(t.epochs())
            .setMaxSteps(t.maxSteps())
            .setBatchSize(t.batchSize())
            .setLearningRate(t.learningRate())
            .setSchedule(t.schedule().name())
            .setOptimizer(t.optimizer().name())
            .setWeightDecay(t.weightDecay())
            .setClipNorm(t.clipNorm())
            .setRandomCrop(t.augmentation().crop())
            .setRandomFlip(t.augmentation().flip())
            .setSeed(t.seed())
            .setTrainLimit(t.trainLimit())
            .setGradientEverySteps(t.gradientEverySteps())
            .setMetricsEverySteps(t.metricsEverySteps());
    if (t.optimizer() instanceof OptimizerConfig.Adam adam) {
      message.setAdamEpsilon(adam.epsilon());
    } else if (t.optimizer() instanceof OptimizerConfig.Sgd sgd) {
      message.setMomentum(sgd.momentum());
    }
    if (t.schedule() instanceof ScheduleConfig.Cosine cosine) {
      message.setMinLearningRate(cosine.minLearningRate()).setScheduleEpochs(cosine.epochs());
    } else if (t.schedule() instanceof ScheduleConfig.Step step) {
      message.setStepEpochs(step.epochs()).setStepFactor(step.factor());
    }
    return message.build();
  }

  /** IllegalArgumentException where a field is not set that must be. */
  static TrainingConfig training(gradlab.v1.TrainingConfig m) {
    requireSet(m.hasEpochs(), "training.epochs");
    requireSet(m.hasMaxSteps(), "training.max_steps");
    requireSet(m.hasBatchSize(), "training.batch_size");
    requireSet(m.hasLearningRate(), "training.learning_rate");
    requireSet(m.hasWeightDecay(), "training.weight_decay");
    requireSet(m.hasClipNorm(), "training.clip_norm");
    requireSet(m.hasRandomCrop(), "training.random_crop");
    requireSet(m.hasRandomFlip(), "training.random_flip");
    requireSet(m.hasSeed(), "training.seed");
    requireSet(m.hasTrainLimit(), "training.train_limit");
    requireSet(m.hasGradientEverySteps(), "training.gradient_every_steps");
    requireSet(m.hasMetricsEverySteps(), "training.metrics_every_steps");
    return new TrainingConfig(
        m.getEpochs(),
        m.getMaxSteps(),
        m.getBatchSize(),
        m.getLearningRate(),
        schedule(m),
        optimizer(m),
        m.getWeightDecay(),
        m.getClipNorm(),
        new Augmentation(m.getRandomCrop(), m.getRandomFlip()),
        m.getSeed(),
        m.getTrainLimit(),
        m.getGradientEverySteps(),
        m.getMetricsEverySteps());
  }

  private static ScheduleConfig schedule(gradlab.v1.TrainingConfig m) {
    requireSet(!m.getSchedule().isEmpty(), "training.schedule");
    switch (m.getSchedule()) {
      case ScheduleConfig.Cosine.NAME -> {
        requireSet(m.hasMinLearningRate(), "training.min_learning_rate");
        requireSet(m.hasScheduleEpochs(), "training.schedule_epochs");
        return new ScheduleConfig.Cosine(m.getMinLearningRate(), m.getScheduleEpochs());
      }
      case ScheduleConfig.Constant.NAME -> {
        return new ScheduleConfig.Constant();
      }
      case ScheduleConfig.Step.NAME -> {
        requireSet(m.hasStepEpochs(), "training.step_epochs");
        requireSet(m.hasStepFactor(), "training.step_factor");
        return new ScheduleConfig.Step(m.getStepEpochs(), m.getStepFactor());
      }
      default ->
          throw new IllegalArgumentException(
              "config.training.schedule: " + m.getSchedule() + " is not known here");
    }
  }

  private static OptimizerConfig optimizer(gradlab.v1.TrainingConfig m) {
    requireSet(!m.getOptimizer().isEmpty(), "training.optimizer");
    switch (m.getOptimizer()) {
      case OptimizerConfig.Adam.NAME -> {
        requireSet(m.hasAdamEpsilon(), "training.adam_epsilon");
        return new OptimizerConfig.Adam(m.getAdamEpsilon());
      }
      case OptimizerConfig.Sgd.NAME -> {
        requireSet(m.hasMomentum(), "training.momentum");
        return new OptimizerConfig.Sgd(m.getMomentum());
      }
      default ->
          throw new IllegalArgumentException(
              "config.training.optimizer: " + m.getOptimizer() + " is not known here");
    }
  }
}
