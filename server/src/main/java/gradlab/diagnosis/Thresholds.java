package gradlab.diagnosis;

import java.util.EnumMap;
import java.util.Map;

/** The limits of one diagnosis: the defaults, and what a user has set. */
public final class Thresholds {
  /** Every default. */
  public static final Thresholds STANDARD = new Thresholds(Map.of());

  private final Map<Threshold, Double> values = new EnumMap<>(Threshold.class);

  /**
   * @param set the ones that differ from their default; finite and not negative
   */
  public Thresholds(Map<Threshold, Double> set) {
    for (var threshold : Threshold.values()) {
      values.put(threshold, set.getOrDefault(threshold, threshold.standard()));
    }
  }

  public double of(Threshold threshold) {
    return values.get(threshold);
  }
}
