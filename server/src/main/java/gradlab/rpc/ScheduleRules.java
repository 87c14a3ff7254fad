package gradlab.rpc;

import static gradlab.rpc.TrainingRules.FIELD;
import static gradlab.rpc.TrainingRules.MOST_EPOCHS;

import gradlab.domain.ScheduleConfig;
import gradlab.domain.ScheduleConfig.Constant;
import gradlab.domain.ScheduleConfig.Cosine;
import gradlab.domain.ScheduleConfig.Step;

/** Fills in and checks the schedule and what only it has. */
final class ScheduleRules {
  private final gradlab.v1.TrainingConfig asked;
  private final int epochs;
  private final double rate;
  private final Violations violations;

  /**
   * @param epochs of the training; not checked yet
   * @param rate learning rate at epoch 0; not checked yet
   */
  ScheduleRules(gradlab.v1.TrainingConfig asked, int epochs, double rate, Violations violations) {
    this.asked = asked;
    this.epochs = epochs;
    this.rate = rate;
    this.violations = violations;
  }

  /** The schedule; where there are violations, only good for finding more of them. */
  ScheduleConfig check() {
    String name = asked.getSchedule().isEmpty() ? Cosine.NAME : asked.getSchedule();
    switch (name) {
      case Cosine.NAME -> {
        refuseStepsSettings(name);
        return cosine();
      }
      case Constant.NAME -> {
        refuseCosinesSettings(name);
        refuseStepsSettings(name);
        return new Constant();
      }
      case Step.NAME -> {
        refuseCosinesSettings(name);
        return step();
      }
      default -> {
        violations.unknown(FIELD + "schedule", name, ScheduleConfig.NAMES);
        step();
        return cosine();
      }
    }
  }

  private void refuseCosinesSettings(String schedule) {
    refuse(asked.hasMinLearningRate(), "min_learning_rate", Cosine.NAME, schedule);
    refuse(asked.hasScheduleEpochs(), "schedule_epochs", Cosine.NAME, schedule);
  }

  private void refuseStepsSettings(String schedule) {
    refuse(asked.hasStepEpochs(), "step_epochs", Step.NAME, schedule);
    refuse(asked.hasStepFactor(), "step_factor", Step.NAME, schedule);
  }

  private void refuse(boolean given, String field, String goesWith, String schedule) {
    if (given) {
      violations.misplaced(FIELD + field, "schedule " + goesWith, "schedule " + schedule);
    }
  }

  private Cosine cosine() {
    int length = asked.hasScheduleEpochs() ? asked.getScheduleEpochs() : epochs;
    if (asked.hasScheduleEpochs()) {
      violations.range(FIELD + "schedule_epochs", length, 1, MOST_EPOCHS);
    }
    double floor =
        asked.hasMinLearningRate() ? asked.getMinLearningRate() : Cosine.COURSE.minLearningRate();
    if (violations.notNegative(FIELD + "min_learning_rate", floor) && rate > 0 && floor > rate) {
      violations.add(
          FIELD + "min_learning_rate",
          "is %s, above learning_rate %s: the schedule goes down to it, so set it lower"
              .formatted(floor, rate));
    }
    return new Cosine(floor, length);
  }

  private Step step() {
    int every = asked.hasStepEpochs() ? asked.getStepEpochs() : Step.DEFAULT.epochs();
    double factor = asked.hasStepFactor() ? asked.getStepFactor() : Step.DEFAULT.factor();
    violations.range(FIELD + "step_epochs", every, 1, MOST_EPOCHS);
    if (violations.positive(FIELD + "step_factor", factor) && factor > 1) {
      violations.add(
          FIELD + "step_factor",
          "is %s, must be at most 1: the rate must not grow without end".formatted(factor));
    }
    return new Step(every, factor);
  }
}
