package gradlab.rpc;

import gradlab.artifacts.ArtifactStore;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunPolicy;
import gradlab.domain.TrainingConfig;
import gradlab.v1.StartRunRequest;
import java.util.Map;
import java.util.OptionalInt;

/** Turns what a user asked for into a whole configuration, or says everything that is wrong. */
public final class StartRunValidator {
  private static final int LONGEST_TEXT = 100;
  private static final int MOST_TAGS = 32;

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
    TrainingConfig training =
        new TrainingRules(asked.getTraining(), trainImages, violations).check();
    RunPolicy policy = PolicyRules.check(asked.getPolicy(), violations);
    checkName("config.name", asked.getName(), violations);
    checkTags("config.tags", asked.getTagsMap(), violations);
    if (!asked.getGroupId().isEmpty()) {
      violations.add("config.group_id", "is not to be chosen: StartGroup makes a group");
    }
    if (asked.hasImported()) {
      violations.add("config.imported", "is not to be chosen: ImportRun makes an imported run");
    }
    checkInitFrom(asked.getInitFrom(), violations);
    checkName("request_id", request.getRequestId(), violations);
    violations.throwIfAny();
    String name =
        asked.getName().isEmpty()
            ? "%s %s seed %d".formatted(network.network(), network.block(), training.seed())
            : asked.getName();
    return new RunConfig(network, training, name, asked.getTagsMap(), asked.getInitFrom(), policy);
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

  static void checkTags(String tagsField, Map<String, String> tags, Violations violations) {
    if (tags.size() > MOST_TAGS) {
      violations.add(
          tagsField, "has %d entries, at most %d are allowed".formatted(tags.size(), MOST_TAGS));
      return;
    }
    tags.forEach(
        (key, value) -> {
          String field = tagsField + "[" + NetworkRules.shown(key) + "]";
          if (key.isEmpty()) {
            violations.add(field, "has an empty key");
          }
          violations.text(field, key, LONGEST_TEXT);
          violations.text(field, value, LONGEST_TEXT);
        });
  }
}
