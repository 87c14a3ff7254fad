package gradlab.client.runfile;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import gradlab.v1.RunConfig;
import gradlab.v1.StartSweepRequest;
import gradlab.v1.SweepAxis;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A sweep as it is put together, from a file and from options: a setting with one value is the same
 * in all trials, one with several or a range is searched. What comes later replaces what was there.
 */
public final class SweepDraft {
  /** A range is LOW..HIGH. */
  static final String RANGE = "..";

  /** In front of a range whose values are drawn evenly, not their logarithms. */
  private static final String LINEAR = "linear:";

  /** Whose logarithm is drawn evenly, unless the range says otherwise. */
  private static final Set<String> LOGARITHMIC =
      Set.of("learning_rate", "min_learning_rate", "weight_decay", "adam_epsilon", "init_scale");

  private final RunConfig.Builder config = RunConfig.newBuilder();
  private final Map<String, SweepAxis> axes = new LinkedHashMap<>();
  private final StartSweepRequest.Builder request = StartSweepRequest.newBuilder();

  /** The settings that may be given, by key: those of a run but its name and its labels. */
  public static Map<String, RunKey> settings() {
    var settings = new LinkedHashMap<String, RunKey>();
    RunKey.all().stream()
        .filter(key -> key.section() != RunKey.Section.RUN && !key.name().equals("network"))
        .forEach(key -> settings.put(key.name(), key));
    return settings;
  }

  /** The keys of a sweep file beside a run's settings, and what each takes. */
  public static Map<String, String> keys() {
    var keys = new TreeMap<String, String>();
    keys.put("name", "text");
    keys.put("random", "whole number");
    keys.put("random_seed", "whole number");
    keys.put("metric", "text");
    keys.put("parallel", "whole number");
    keys.put("asha", "true or false");
    keys.put("min_epochs", "whole number");
    keys.put("reduction_factor", "whole number");
    keys.put("budget_hours", "number");
    keys.put("budget_cost", "number");
    return keys;
  }

  public void network(String network) {
    config.getNetworkBuilder().setNetwork(network);
  }

  /** What the trials have in common. */
  void merge(RunConfig common) {
    config.mergeFrom(common);
  }

  /**
   * A setting as it is typed: a value, several with commas between them, or a range.
   *
   * @return what is wrong with it
   */
  public Optional<String> setting(RunKey key, String text) {
    if (text.contains(RANGE)) {
      return range(key, text);
    }
    List<String> values = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    return values.size() == 1 ? fixed(key, values.get(0)) : values(key, values);
  }

  /** The same, but one value is an axis as well. */
  public Optional<String> axis(RunKey key, String text) {
    return text.contains(RANGE)
        ? range(key, text)
        : values(key, Arrays.stream(text.split(",", -1)).map(String::strip).toList());
  }

  /** Several values, each a trial's. */
  Optional<String> values(RunKey key, List<String> values) {
    Optional<String> bad =
        values.stream().filter(value -> Scalars.value(key, value).isEmpty()).findFirst();
    if (bad.isPresent()) {
      return bad.map(value -> "'" + value + "' is no " + Scalars.wanted(key));
    }
    return axis(key, SweepAxis.newBuilder().addAllValues(values));
  }

  private Optional<String> fixed(RunKey key, String text) {
    Optional<Object> value = Scalars.value(key, text);
    if (value.isEmpty()) {
      return Optional.of("'" + text + "' is no " + Scalars.wanted(key));
    }
    Message.Builder section = key.section().in(config);
    section.setField(key.field(), value.get());
    axes.remove(field(key));
    return Optional.empty();
  }

  private Optional<String> range(RunKey key, String text) {
    boolean linear = text.startsWith(LINEAR);
    String[] ends = (linear ? text.substring(LINEAR.length()) : text).split("\\.\\.", -1);
    Optional<Double> low = ends.length == 2 ? number(ends[0]) : Optional.empty();
    Optional<Double> high = ends.length == 2 ? number(ends[1]) : Optional.empty();
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.of("'" + text + "' is no range LOW..HIGH of numbers, such as 1e-4..1e-1");
    }
    boolean logarithmic = !linear && low.get() > 0 && LOGARITHMIC.contains(key.name());
    return axis(
        key,
        SweepAxis.newBuilder().setLow(low.get()).setHigh(high.get()).setLogUniform(logarithmic));
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Optional<String> axis(RunKey key, SweepAxis.Builder axis) {
    if (key.section() == RunKey.Section.POLICY) {
      return Optional.of("is the same in all trials: it takes one value");
    }
    axes.put(field(key), axis.setField(field(key)).build());
    key.section().in(config).clearField(key.field());
    return Optional.empty();
  }

  private static String field(RunKey key) {
    return key.section().name().toLowerCase(java.util.Locale.ROOT) + "." + key.name();
  }

  /**
   * A key of {@link #keys}.
   *
   * @return what is wrong with it
   */
  public Optional<String> key(String key, String text) {
    try {
      switch (key) {
        case "name" -> request.setName(text);
        case "random" -> request.setRandomTrials(Integer.parseInt(text));
        case "random_seed" -> request.setRandomSeed(Long.parseLong(text));
        case "metric" -> request.setMetric(text);
        case "parallel" -> request.setParallel(Integer.parseInt(text));
        case "asha" -> asha(text);
        case "min_epochs" -> request.getHalvingBuilder().setMinEpochs(Integer.parseInt(text));
        case "reduction_factor" ->
            request.getHalvingBuilder().setReductionFactor(Integer.parseInt(text));
        case "budget_hours" -> request.setMaxDeviceTime(hours(Double.parseDouble(text)));
        case "budget_cost" -> request.setMaxCost(Double.parseDouble(text));
        default -> throw new IllegalStateException("no key of a sweep: " + key);
      }
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.of("'" + text + "' is no " + keys().get(key));
    }
  }

  private void asha(String text) {
    switch (text) {
      case "true" -> request.getHalvingBuilder();
      case "false" -> request.clearHalving();
      default -> throw new NumberFormatException(text);
    }
  }

  private static Duration hours(double hours) {
    if (!(Math.abs(hours) < 1e6)) {
      throw new NumberFormatException("out of range");
    }
    long millis = Math.round(hours * 3_600_000);
    return Duration.newBuilder()
        .setSeconds(millis / 1000)
        .setNanos((int) (millis % 1000) * 1_000_000)
        .build();
  }

  public boolean hasNetwork() {
    return !config.getNetwork().getNetwork().isEmpty();
  }

  public boolean hasAxes() {
    return !axes.isEmpty();
  }

  public StartSweepRequest.Builder request() {
    return request.clone().setConfig(config).addAllAxes(axes.values());
  }
}
