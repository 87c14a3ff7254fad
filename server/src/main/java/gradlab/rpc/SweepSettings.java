package gradlab.rpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import gradlab.v1.NetworkConfig;
import gradlab.v1.RunConfig;
import gradlab.v1.TrainingConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a run that a search may vary, by their names in RunConfig. */
final class SweepSettings {
  private static final String NETWORK = "network.";
  private static final String TRAINING = "training.";

  /** Settings whose choice is no search: a lucky seed is no better network. */
  private static final List<String> NOT = List.of("training.seed");

  private static final Map<String, FieldDescriptor> FIELDS = fields();

  /** All of them. */
  static final List<String> NAMES = List.copyOf(FIELDS.keySet());

  private SweepSettings() {}

  private static Map<String, FieldDescriptor> fields() {
    var fields = new LinkedHashMap<String, FieldDescriptor>();
    add(NETWORK, NetworkConfig.getDescriptor(), fields);
    add(TRAINING, TrainingConfig.getDescriptor(), fields);
    NOT.forEach(fields::remove);
    return fields;
  }

  private static void add(String prefix, Descriptor message, Map<String, FieldDescriptor> to) {
    message.getFields().forEach(field -> to.put(prefix + field.getName(), field));
  }

  static boolean isNumber(String name) {
    var field = FIELDS.get(name);
    return field != null
        && switch (field.getJavaType()) {
          case INT, LONG, FLOAT, DOUBLE -> true;
          case BOOLEAN, STRING, BYTE_STRING, ENUM, MESSAGE -> false;
        };
  }

  static boolean isWhole(String name) {
    var field = FIELDS.get(name);
    return field != null
        && switch (field.getJavaType()) {
          case INT, LONG -> true;
          case FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING, ENUM, MESSAGE -> false;
        };
  }

  /** Sets one. IllegalArgumentException where the text is no such value; says what is expected. */
  static void set(RunConfig.Builder config, String name, String text) {
    var field = FIELDS.get(name);
    Message.Builder part =
        name.startsWith(NETWORK) ? config.getNetworkBuilder() : config.getTrainingBuilder();
    part.setField(field, value(field, text));
  }

  private static Object value(FieldDescriptor field, String text) {
    try {
      return switch (field.getJavaType()) {
        case INT -> Integer.parseInt(text);
        case LONG -> Long.parseLong(text);
        case FLOAT -> Float.parseFloat(text);
        case DOUBLE -> Double.parseDouble(text);
        case BOOLEAN -> truth(text);
        case STRING -> text;
        case BYTE_STRING, ENUM, MESSAGE ->
            throw new IllegalStateException(field.getFullName() + " is no simple setting");
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is no %s"
              .formatted(
                  NetworkRules.shown(text),
                  isWholeType(field) ? "whole number that fits" : "number"),
          e);
    }
  }

  private static boolean isWholeType(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.INT
        || field.getJavaType() == FieldDescriptor.JavaType.LONG;
  }

  private static boolean truth(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException(
        "'%s' is neither true nor false".formatted(NetworkRules.shown(text)));
  }
}
