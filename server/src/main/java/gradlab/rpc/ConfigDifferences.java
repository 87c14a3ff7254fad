package gradlab.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import gradlab.experiments.Subject;
import gradlab.v1.ConfigDifference;
import gradlab.v1.RunConfig;
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

  private ConfigDifferences() {}

  static List<ConfigDifference> of(List<Subject> subjects) {
    List<Map<String, String>> settings =
        subjects.stream().map(ConfigDifferences::settings).toList();
    var fields = new LinkedHashSet<String>();
    settings.forEach(s -> fields.addAll(s.keySet()));
    var differences = new ArrayList<ConfigDifference>();
    for (String field : fields) {
      List<String> values = settings.stream().map(s -> s.getOrDefault(field, "")).toList();
      if (values.stream().distinct().count() > 1) {
        differences.add(ConfigDifference.newBuilder().setField(field).addAllValues(values).build());
      }
    }
    return differences;
  }

  /** In the order of the API. */
  private static Map<String, String> settings(Subject subject) {
    var settings = new LinkedHashMap<String, String>();
    RunConfig config = ConfigMessages.message(subject.config());
    add("network.", config.getNetwork(), settings);
    add("training.", config.getTraining(), settings);
    settings.put(
        SEED,
        subject.members().stream()
            .map(m -> Long.toString(m.view().config().training().seed()))
            .collect(Collectors.joining(", ")));
    settings.put("init_from", config.getInitFrom());
    return settings;
  }

  private static void add(String prefix, Message message, Map<String, String> to) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (!field.hasPresence() || message.hasField(field)) {
        to.put(prefix + field.getName(), String.valueOf(message.getField(field)));
      }
    }
  }
}
