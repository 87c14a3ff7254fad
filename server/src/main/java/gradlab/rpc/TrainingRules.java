package gradlab.rpc;

import gradlab.domain.Augmentation;
import gradlab.domain.TrainingConfig;
import java.util.OptionalInt;

/** Fills in and checks how to train. */
final class TrainingRules {
  static final String FIELD = "config.training.";
  static final int MOST_EPOCHS = 10_000;
  private static final TrainingConfig COURSE = TrainingConfig.COURSE;

  private final gradlab.v1.TrainingConfig asked;
  private final OptionalInt trainImages;
  private final Violations violations;

  /**
   * @param trainImages length of the train list; empty: not known
   */
  TrainingRules(gradlab.v1.TrainingConfig asked, OptionalInt trainImages, Violations violations) {
    this.asked = asked;
    this.trainImages = trainImages;
    this.violations = violations;
  }

  /** How to train; where there are violations, only good for finding more of them. */
  TrainingConfig check() {
    int epochs = asked.hasEpochs() ? asked.getEpochs() : COURSE.epochs();
    double rate = asked.hasLearningRate() ? asked.getLearningRate() : COURSE.learningRate();
    var training =
        new TrainingConfig(
            epochs,
            asked.hasMaxSteps() ? asked.getMaxSteps() : COURSE.maxSteps(),
            asked.hasBatchSize() ? asked.getBatchSize() : COURSE.batchSize(),
            rate,
            new ScheduleRules(asked, epochs, rate, violations).check(),
            new OptimizerRules(asked, violations).check(),
            asked.hasWeightDecay() ? asked.getWeightDecay() : COURSE.weightDecay(),
            asked.hasClipNorm() ? asked.getClipNorm() : COURSE.clipNorm(),
            augmentation(),
            asked.hasSeed() ? asked.getSeed() : COURSE.seed(),
            asked.hasTrainLimit() ? asked.getTrainLimit() : COURSE.trainLimit(),
            asked.hasGradientEverySteps()
                ? asked.getGradientEverySteps()
                : COURSE.gradientEverySteps(),
            asked.hasMetricsEverySteps()
                ? asked.getMetricsEverySteps()
                : COURSE.metricsEverySteps());
    violations.range(FIELD + "epochs", training.epochs(), 1, MOST_EPOCHS);
    violations.atLeast(FIELD + "max_steps", training.maxSteps(), 0);
    violations.range(FIELD + "batch_size", training.batchSize(), 1, 4096);
    violations.positive(FIELD + "learning_rate", training.learningRate());
    violations.notNegative(FIELD + "weight_decay", training.weightDecay());
    violations.notNegative(FIELD + "clip_norm", training.clipNorm());
    checkTrainLimit(training.trainLimit());
    violations.atLeast(FIELD + "gradient_every_steps", training.gradientEverySteps(), 0);
    violations.atLeast(FIELD + "metrics_every_steps", training.metricsEverySteps(), 1);
    return training;
  }

  private Augmentation augmentation() {
    return new Augmentation(
        asked.hasRandomCrop() ? asked.getRandomCrop() : COURSE.augmentation().crop(),
        asked.hasRandomFlip() ? asked.getRandomFlip() : COURSE.augmentation().flip());
  }

  private void checkTrainLimit(int limit) {
    violations.atLeast(FIELD + "train_limit", limit, 0);
    if (trainImages.isPresent() && limit > trainImages.getAsInt()) {
      violations.add(
          FIELD + "train_limit",
          "is %,d, but this server's data has only %,d images to train on; `gradlab dataset prepare` gets the whole set"
              .formatted(limit, trainImages.getAsInt()));
    }
  }
}
