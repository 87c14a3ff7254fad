package gradlab.store;

import gradlab.domain.Augmentation;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfig;
import gradlab.store.v1.Config;

/**
 * How a run is trained, in the first record of its log, and back. Logs from before there was a
 * choice have none of the fields from {@code optimizer} on: that is Adam, a cosine, no clipping and
 * the whole augmentation.
 */
final class TrainingRecords {
  private TrainingRecords() {}

  static void write(TrainingConfig t, Config.Builder config) {
    config
        .setEpochs(t.epochs())
        .setMaxSteps(t.maxSteps())
        .setBatchSize(t.batchSize())
        .setLearningRate(t.learningRate())
        .setSchedule(t.schedule().name())
        .setOptimizer(t.optimizer().name())
        .setWeightDecay(t.weightDecay())
        .setClipNorm(t.clipNorm())
        .setWithoutRandomCrop(!t.augmentation().crop())
        .setWithoutRandomFlip(!t.augmentation().flip())
        .setSeed(t.seed())
        .setTrainLimit(t.trainLimit())
        .setGradientEverySteps(t.gradientEverySteps())
        .setMetricsEverySteps(t.metricsEverySteps());
    if (t.optimizer() instanceof OptimizerConfig.Adam adam) {
      config.setAdamEpsilon(adam.epsilon());
    } else if (t.optimizer() instanceof OptimizerConfig.Sgd sgd) {
      config.setMomentum(sgd.momentum());
    }
    if (t.schedule() instanceof ScheduleConfig.Cosine cosine) {
      config.setMinLearningRate(cosine.minLearningRate()).setScheduleEpochs(cosine.epochs());
    } else if (t.schedule() instanceof ScheduleConfig.Step step) {
      config.setStepEpochs(step.epochs()).setStepFactor(step.factor());
    }
  }

  static TrainingConfig read(Config c) {
    return new TrainingConfig(
        c.getEpochs(),
        c.getMaxSteps(),
        c.getBatchSize(),
        c.getLearningRate(),
        schedule(c),
        optimizer(c),
        c.getWeightDecay(),
        c.getClipNorm(),
        new Augmentation(!c.getWithoutRandomCrop(), !c.getWithoutRandomFlip()),
        c.getSeed(),
        c.getTrainLimit(),
        c.getGradientEverySteps(),
        c.getMetricsEverySteps());
  }

  private static ScheduleConfig schedule(Config c) {
    return switch (c.getSchedule()) {
      case "", ScheduleConfig.Cosine.NAME ->
          new ScheduleConfig.Cosine(c.getMinLearningRate(), c.getScheduleEpochs());
      case ScheduleConfig.Constant.NAME -> new ScheduleConfig.Constant();
      case ScheduleConfig.Step.NAME ->
          new ScheduleConfig.Step(c.getStepEpochs(), c.getStepFactor());
      default -> throw new IllegalArgumentException("schedule: " + c.getSchedule());
    };
  }

  private static OptimizerConfig optimizer(Config c) {
    return switch (c.getOptimizer()) {
      case "", OptimizerConfig.Adam.NAME -> new OptimizerConfig.Adam(c.getAdamEpsilon());
      case OptimizerConfig.Sgd.NAME -> new OptimizerConfig.Sgd(c.getMomentum());
      default -> throw new IllegalArgumentException("optimizer: " + c.getOptimizer());
    };
  }
}
