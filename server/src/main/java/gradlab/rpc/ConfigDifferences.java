package gradlab.rpc;

import gradlab.experiments.Subject;
import gradlab.v1.ConfigDifference;
import gradlab.wire.ConfigMessages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of network and training that are not the same in all subjects. */
final class ConfigDifferences {
  private static final String SEED = "training.seed";
  private static final String IMPORTED = "imported";

  private ConfigDifferences() {}

  static List<ConfigDifference> of(List<Subject> subjects) {
    List<Map<String, String>> settings =
        subjects.stream().map(ConfigDifferences::settings).toList();
    var fields = new LinkedHashSet<String>();
    settings.forEach(s -> fields.addAll(s.keySet()));
    var differences = new ArrayList<ConfigDifference>();
    for (String field : fields) {
      List<String> values = settings.stream().map(s -> s.getOrDefault(field, "")).toList();
      if (differ(field, settings)) {
        differences.add(ConfigDifference.newBuilder().setField(field).addAllValues(values).build());
      }
    }
    return differences;
  }

  /** What is not known of an imported run is no difference. */
  private static boolean differ(String field, List<Map<String, String>> settings) {
    return settings.stream()
            .filter(s -> s.containsKey(field) || !s.containsKey(IMPORTED))
            .map(s -> s.getOrDefault(field, ""))
            .distinct()
            .count()
        > 1;
  }

  /** In the order of the API. */
  private static Map<String, String> settings(Subject subject) {
    var settings = new LinkedHashMap<>(Settings.of(ConfigMessages.message(subject.config())));
    var imported = subject.config().imported();
    if (imported.isPresent()) {
      settings.put(IMPORTED, String.join(", ", imported.get().files()));
    } else {
      settings.put(
          SEED,
          subject.members().stream()
              .map(m -> Long.toString(m.view().config().training().seed()))
              .collect(Collectors.joining(", ")));
    }
    return settings;
  }
}
