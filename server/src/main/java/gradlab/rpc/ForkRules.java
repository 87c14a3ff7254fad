package gradlab.rpc;

import gradlab.domain.RunConfig;
import gradlab.v1.ForkRunRequest;
import gradlab.v1.RunPolicy;
import gradlab.v1.StartRunRequest;
import gradlab.v1.TrainingConfig;
import gradlab.wire.ConfigMessages;
import java.util.OptionalInt;

/** What a forked run is configured as: its parent's configuration with the changes. */
final class ForkRules {
  private static final String FIELD = "changes.";

  private ForkRules() {}

  /**
   * @param trainImages length of the train list; empty: not known
   * @throws gradlab.domain.GradlabException.InvalidRequest with every bad field
   */
  static RunConfig check(RunConfig parent, ForkRunRequest request, OptionalInt trainImages) {
    var changes = withoutOptimizer(request.getChanges());
    var base = ConfigMessages.message(parent).toBuilder().clearGroupId();
    if (changes.getName().isEmpty()) {
      base.setName(shortened(parent.name()) + " fork");
    }
    forgetSettingsOfOther(changes.getTraining(), base.getTrainingBuilder());
    replaceDurations(changes.getPolicy(), base.getPolicyBuilder());
    var merged =
        StartRunRequest.newBuilder()
            .setConfig(base.mergeFrom(changes))
            .setRequestId(request.getRequestId())
            .build();
    var config = StartRunValidator.check(merged, trainImages);
    checkWhatMustStay(parent, config, request);
    return config;
  }

  /** It cannot change, and another's settings would only be refused in its stead. */
  private static gradlab.v1.RunConfig withoutOptimizer(gradlab.v1.RunConfig changes) {
    var kept = changes.toBuilder();
    kept.getTrainingBuilder().clearOptimizer();
    return kept.build();
  }

  /** Merged, a duration would keep the parent's seconds where the changed one has 0 of them. */
  private static void replaceDurations(RunPolicy changes, RunPolicy.Builder base) {
    if (changes.hasCheckpointEvery()) {
      base.clearCheckpointEvery();
    }
    if (changes.hasMaxDuration()) {
      base.clearMaxDuration();
    }
  }

  /** A name has at most 100 characters. */
  private static String shortened(String name) {
    return name.length() <= 90 ? name : name.substring(0, 90);
  }

  /** The parent's cosine has settings that a constant rate has not. */
  private static void forgetSettingsOfOther(TrainingConfig changes, TrainingConfig.Builder base) {
    if (!changes.getSchedule().isEmpty() && !changes.getSchedule().equals(base.getSchedule())) {
      base.clearMinLearningRate().clearScheduleEpochs().clearStepEpochs().clearStepFactor();
    }
  }

  private static void checkWhatMustStay(
      RunConfig parent, RunConfig config, ForkRunRequest request) {
    var violations = new Violations();
    if (!config.network().equals(parent.network())) {
      violations.add(
          FIELD + "network",
          "differs from the parent's, whose weights fit no other: start a new run for another network");
    }
    if (!config.initFrom().equals(parent.initFrom())) {
      violations.add(FIELD + "init_from", "a fork starts from its parent's checkpoint");
    }
    String optimizer = request.getChanges().getTraining().getOptimizer();
    String parents = parent.training().optimizer().name();
    if (!optimizer.isEmpty() && !optimizer.equals(parents)) {
      violations.add(
          FIELD + "training.optimizer",
          "is '%s', but the checkpoint holds the state of %s: leave it, or start a new run from the exported weights"
              .formatted(NetworkRules.shown(optimizer), parents));
    }
    int epoch = request.hasAtEpoch() ? request.getAtEpoch() : 0;
    if (config.training().epochs() <= epoch) {
      violations.add(
          FIELD + "training.epochs",
          "is %d, but the fork begins after epoch %d (0-based): raise it"
              .formatted(config.training().epochs(), epoch));
    }
    violations.throwIfAny();
  }
}
