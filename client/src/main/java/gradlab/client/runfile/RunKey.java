package gradlab.client.runfile;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import gradlab.v1.NetworkConfig;
import gradlab.v1.RunConfig;
import gradlab.v1.RunPolicy;
import gradlab.v1.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A key of a run file: a field of the API's RunConfig, under its name there. All fields have
 * different names, so the file needs no sections.
 *
 * @param section the message of RunConfig that the field is in; RunConfig itself for its own
 */
public record RunKey(FieldDescriptor field, Section section) {
  /** Where in a RunConfig a key's value belongs. */
  enum Section {
    NETWORK {
      @Override
      Message.Builder in(RunConfig.Builder config) {
        return config.getNetworkBuilder();
      }
    },
    TRAINING {
      @Override
      Message.Builder in(RunConfig.Builder config) {
        return config.getTrainingBuilder();
      }
    },
    POLICY {
      @Override
      Message.Builder in(RunConfig.Builder config) {
        return config.getPolicyBuilder();
      }
    },
    RUN {
      @Override
      Message.Builder in(RunConfig.Builder config) {
        return config;
      }
    };

    abstract Message.Builder in(RunConfig.Builder config);
  }

  public static final String TAGS = "tags";
  public static final String INIT_FROM = "init_from";

  /** Options that are not called as the field is. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("network", "NETWORK"),
          Map.entry("learning_rate", "--lr"),
          Map.entry("min_learning_rate", "--min-lr"),
          Map.entry("gradient_every_steps", "--gradient-every"),
          Map.entry("metrics_every_steps", "--metrics-every"),
          Map.entry("keep_every_epochs", "--keep-every"),
          Map.entry("random_crop", "--no-crop"),
          Map.entry("random_flip", "--no-flip"),
          Map.entry("nan_guard", "--no-nan-guard"),
          Map.entry("evaluate_test", "--no-test"),
          Map.entry("classes", ""),
          Map.entry(TAGS, "--tag"));

  /** All keys, in the order in which a file is written. */
  public static List<RunKey> all() {
    List<RunKey> keys = new ArrayList<>();
    keys.add(ofRun("name"));
    add(keys, NetworkConfig.getDescriptor().getFields(), Section.NETWORK);
    add(keys, TrainingConfig.getDescriptor().getFields(), Section.TRAINING);
    add(keys, RunPolicy.getDescriptor().getFields(), Section.POLICY);
    keys.add(ofRun(INIT_FROM));
    keys.add(ofRun(TAGS));
    return keys;
  }

  public String name() {
    return field.getName();
  }

  /** The option of `gradlab start` that sets it; empty where there is none. */
  public String option() {
    return OPTIONS.getOrDefault(name(), "--" + name().replace('_', '-'));
  }

  /** What a value looks like, for people. */
  public String form() {
    return name().equals(TAGS)
        ? "names and values"
        : switch (field.getJavaType()) {
          case INT, LONG -> "whole number";
          case DOUBLE, FLOAT -> "number";
          case BOOLEAN -> "true or false";
          case MESSAGE -> "duration";
          case STRING, BYTE_STRING, ENUM -> "text";
        };
  }

  boolean isDuration() {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().equals(Duration.getDescriptor());
  }

  private static RunKey ofRun(String name) {
    return new RunKey(RunConfig.getDescriptor().findFieldByName(name), Section.RUN);
  }

  private static void add(List<RunKey> keys, List<FieldDescriptor> fields, Section section) {
    fields.forEach(field -> keys.add(new RunKey(field, section)));
  }
}
