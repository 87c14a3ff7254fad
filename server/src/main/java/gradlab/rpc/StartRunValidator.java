package gradlab.rpc;

import gradlab.artifacts.ArtifactStore;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.TrainingConfig;
import gradlab.v1.StartRunRequest;
import java.util.Map;
import java.util.OptionalInt;

/** Turns what a user asked for into a whole configuration, or says everything that is wrong. */
public final class StartRunValidator {
  private static final String FIELD = "config.training.";
  private static final int LONGEST_TEXT = 100;
  private static final int MOST_TAGS = 32;
  private static final int MOST_EPOCHS = 10_000;
  private static final TrainingConfig COURSE = TrainingConfig.COURSE;

  private StartRunValidator() {}

  /**
   * Fills in every default.
   *
   * @param trainImages length of the train list; empty: not known, then train_limit is not compared
   * @throws gradlab.domain.GradlabException.InvalidRequest with every bad field
   */
  public static RunConfig check(StartRunRequest request, OptionalInt trainImages) {
    var violations = new Violations();
    var asked = request.getConfig();
    NetworkConfig network = new NetworkRules(asked.getNetwork(), violations).check();
    TrainingConfig training = training(asked.getTraining(), trainImages, violations);
    checkName("config.name", asked.getName(), violations);
    checkTags(asked.getTagsMap(), violations);
    checkInitFrom(asked.getInitFrom(), violations);
    checkName("request_id", request.getRequestId(), violations);
    violations.throwIfAny();
    String name =
        asked.getName().isEmpty()
            ? "%s %s seed %d".formatted(network.network(), network.block(), training.seed())
            : asked.getName();
    return new RunConfig(network, training, name, asked.getTagsMap(), asked.getInitFrom());
  }

  private static TrainingConfig training(
      gradlab.v1.TrainingConfig asked, OptionalInt trainImages, Violations violations) {
    int epochs = asked.hasEpochs() ? asked.getEpochs() : COURSE.epochs();
    var training =
        new TrainingConfig(
            epochs,
            asked.hasScheduleEpochs() ? asked.getScheduleEpochs() : epochs,
            asked.hasMaxSteps() ? asked.getMaxSteps() : COURSE.maxSteps(),
            asked.hasBatchSize() ? asked.getBatchSize() : COURSE.batchSize(),
            asked.hasLearningRate() ? asked.getLearningRate() : COURSE.learningRate(),
            asked.hasMinLearningRate() ? asked.getMinLearningRate() : COURSE.minLearningRate(),
            asked.hasWeightDecay() ? asked.getWeightDecay() : COURSE.weightDecay(),
            asked.hasAdamEpsilon() ? asked.getAdamEpsilon() : COURSE.adamEpsilon(),
            asked.hasSeed() ? asked.getSeed() : COURSE.seed(),
            asked.hasTrainLimit() ? asked.getTrainLimit() : COURSE.trainLimit(),
            asked.hasGradientEverySteps()
                ? asked.getGradientEverySteps()
                : COURSE.gradientEverySteps(),
            asked.hasMetricsEverySteps()
                ? asked.getMetricsEverySteps()
                : COURSE.metricsEverySteps());
    if (violations.range(FIELD + "epochs", epochs, 1, MOST_EPOCHS) || asked.hasScheduleEpochs()) {
      violations.range(FIELD + "schedule_epochs", training.scheduleEpochs(), 1, MOST_EPOCHS);
    }
    violations.atLeast(FIELD + "max_steps", training.maxSteps(), 0);
    violations.range(FIELD + "batch_size", training.batchSize(), 1, 4096);
    checkRates(training, violations);
    violations.notNegative(FIELD + "weight_decay", training.weightDecay());
    violations.positive(FIELD + "adam_epsilon", training.adamEpsilon());
    checkTrainLimit(training.trainLimit(), trainImages, violations);
    violations.atLeast(FIELD + "gradient_every_steps", training.gradientEverySteps(), 0);
    violations.atLeast(FIELD + "metrics_every_steps", training.metricsEverySteps(), 1);
    return training;
  }

  private static void checkRates(TrainingConfig training, Violations violations) {
    boolean rate = violations.positive(FIELD + "learning_rate", training.learningRate());
    boolean floor = violations.notNegative(FIELD + "min_learning_rate", training.minLearningRate());
    if (rate && floor && training.minLearningRate() > training.learningRate()) {
      violations.add(
          FIELD + "min_learning_rate",
          "is %s, above learning_rate %s: the schedule goes down to it, so set it lower"
              .formatted(training.minLearningRate(), training.learningRate()));
    }
  }

  private static void checkTrainLimit(int limit, OptionalInt trainImages, Violations violations) {
    violations.atLeast(FIELD + "train_limit", limit, 0);
    if (trainImages.isPresent() && limit > trainImages.getAsInt()) {
      violations.add(
          FIELD + "train_limit",
          "is %,d, but this server's data has only %,d images to train on; `gradlab dataset prepare` gets the whole set"
              .formatted(limit, trainImages.getAsInt()));
    }
  }

  private static void checkName(String field, String value, Violations violations) {
    violations.text(field, value, LONGEST_TEXT);
  }

  private static void checkInitFrom(String id, Violations violations) {
    if (!id.isEmpty() && !ArtifactStore.isId(id)) {
      violations.add(
          "config.init_from",
          "'%s' is no artifact id, which is 64 lower-case hexadecimal digits; UploadArtifact answers with one"
              .formatted(NetworkRules.shown(id)));
    }
  }

  private static void checkTags(Map<String, String> tags, Violations violations) {
    if (tags.size() > MOST_TAGS) {
      violations.add(
          "config.tags",
          "has %d entries, at most %d are allowed".formatted(tags.size(), MOST_TAGS));
      return;
    }
    tags.forEach(
        (key, value) -> {
          String field = "config.tags[" + NetworkRules.shown(key) + "]";
          if (key.isEmpty()) {
            violations.add(field, "has an empty key");
          }
          violations.text(field, key, LONGEST_TEXT);
          violations.text(field, value, LONGEST_TEXT);
        });
  }
}
