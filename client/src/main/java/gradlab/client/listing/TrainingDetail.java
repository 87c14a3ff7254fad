package gradlab.client.listing;

import gradlab.client.output.Column;
import gradlab.v1.Run;
import gradlab.v1.TrainingConfig;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How a run is trained, in `gradlab show`. What the run's optimizer or schedule does not have is
 * not set, and not shown; nor are limits and parts that are off.
 */
final class TrainingDetail {
  private TrainingDetail() {}

  static List<Column<Run>> columns() {
    return List.of(
        column("epochs", TrainingConfig::hasEpochs, TrainingConfig::getEpochs),
        column("max_steps", t -> t.getMaxSteps() > 0, TrainingConfig::getMaxSteps),
        column("batch_size", TrainingConfig::hasBatchSize, TrainingConfig::getBatchSize),
        column("learning_rate", TrainingConfig::hasLearningRate, TrainingConfig::getLearningRate),
        column("schedule", t -> true, TrainingConfig::getSchedule),
        column(
            "schedule_epochs",
            TrainingConfig::hasScheduleEpochs,
            TrainingConfig::getScheduleEpochs),
        column(
            "min_learning_rate",
            TrainingConfig::hasMinLearningRate,
            TrainingConfig::getMinLearningRate),
        column("step_epochs", TrainingConfig::hasStepEpochs, TrainingConfig::getStepEpochs),
        column("step_factor", TrainingConfig::hasStepFactor, TrainingConfig::getStepFactor),
        column("optimizer", t -> true, TrainingConfig::getOptimizer),
        column("momentum", TrainingConfig::hasMomentum, TrainingConfig::getMomentum),
        column("adam_epsilon", TrainingConfig::hasAdamEpsilon, TrainingConfig::getAdamEpsilon),
        column("weight_decay", TrainingConfig::hasWeightDecay, TrainingConfig::getWeightDecay),
        column("clip_norm", t -> t.getClipNorm() > 0, TrainingConfig::getClipNorm),
        column(
            "random_crop",
            t -> t.hasRandomCrop() && !t.getRandomCrop(),
            TrainingConfig::getRandomCrop),
        column(
            "random_flip",
            t -> t.hasRandomFlip() && !t.getRandomFlip(),
            TrainingConfig::getRandomFlip),
        column("seed", TrainingConfig::hasSeed, TrainingConfig::getSeed),
        column("train_limit", t -> t.getTrainLimit() > 0, TrainingConfig::getTrainLimit),
        column(
            "gradient_every_steps",
            TrainingConfig::hasGradientEverySteps,
            TrainingConfig::getGradientEverySteps),
        column(
            "metrics_every_steps",
            TrainingConfig::hasMetricsEverySteps,
            TrainingConfig::getMetricsEverySteps));
  }

  private static Column<Run> column(
      String name, Predicate<TrainingConfig> present, Function<TrainingConfig, Object> value) {
    return RunDetail.when(
        name,
        run -> present.test(run.getConfig().getTraining()),
        run -> value.apply(run.getConfig().getTraining()));
  }
}
