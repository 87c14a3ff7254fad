package gradlab.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import gradlab.v1.RunConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run's settings by their names in the API: network.block, training.learning_rate. */
final class Settings {
  private Settings() {}

  /** In the order of the API; what is not set, or not known of an imported run, is left out. */
  static Map<String, String> of(RunConfig config) {
    var settings = new LinkedHashMap<String, String>();
    add("network.", config.getNetwork(), settings);
    add("training.", config.getTraining(), settings);
    add("init_from", config.getInitFrom(), settings);
    return settings;
  }

  private static void add(String prefix, Message message, Map<String, String> to) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (!field.hasPresence() || message.hasField(field)) {
        add(prefix + field.getName(), String.valueOf(message.getField(field)), to);
      }
    }
  }

  private static void add(String name, String value, Map<String, String> to) {
    if (!value.isEmpty()) {
      to.put(name, value);
    }
  }
}
