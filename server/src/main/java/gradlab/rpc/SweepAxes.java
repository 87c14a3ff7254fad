package gradlab.rpc;

import gradlab.v1.SweepAxis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The points of a search: which settings have which values. */
final class SweepAxes {
  static final int MOST_TRIALS = 256;
  private static final int MOST_AXES = 16;

  /** Of a drawn value: enough to tell trials apart, few enough to be typed again. */
  private static final MathContext DRAWN = new MathContext(4);

  private final List<SweepAxis> axes;
  private final Violations violations;

  SweepAxes(List<SweepAxis> axes, Violations violations) {
    this.axes = axes;
    this.violations = violations;
  }

  /**
   * @param drawn 0: all combinations; else so many points are drawn
   * @param seed of the drawing
   * @return the values by field; of no use where there are violations
   */
  List<Map<String, String>> points(int drawn, long seed) {
    check(drawn > 0);
    if (drawn < 0 || drawn > MOST_TRIALS) {
      violations.add(
          "random_trials", "is %d, must be 0 (a grid) to %d".formatted(drawn, MOST_TRIALS));
    }
    if (!violations.isEmpty()) {
      return List.of();
    }
    var points = drawn > 0 ? draw(drawn, new SplittableRandom(seed)) : grid();
    if (points.size() > MOST_TRIALS) {
      violations.add(
          "axes",
          "have more than %d combinations; use fewer values, or random_trials"
              .formatted(MOST_TRIALS));
    }
    return points;
  }

  private void check(boolean random) {
    if (axes.isEmpty() || axes.size() > MOST_AXES) {
      violations.add(
          "axes", "has %d settings, must have 1 to %d".formatted(axes.size(), MOST_AXES));
    }
    var seen = new HashSet<String>();
    for (SweepAxis axis : axes) {
      String field = "axes[" + NetworkRules.shown(axis.getField()) + "]";
      if (!seen.add(axis.getField())) {
        violations.add(field, "is there twice");
      }
      if (!SweepSettings.NAMES.contains(axis.getField())) {
        violations.unknown(field, axis.getField(), SweepSettings.NAMES);
      }
      boolean range = axis.hasLow() || axis.hasHigh();
      if (range == (axis.getValuesCount() > 0)) {
        violations.add(field, "needs either values, or low and high");
      } else if (range) {
        checkRange(field, axis, random);
      } else if (new HashSet<>(axis.getValuesList()).size() < axis.getValuesCount()) {
        violations.add(field, "has a value twice");
      }
    }
  }

  private void checkRange(String field, SweepAxis axis, boolean random) {
    if (!random) {
      violations.add(field, "has low and high: a grid needs values; or set random_trials");
    }
    if (!axis.hasLow() || !axis.hasHigh() || !(axis.getLow() < axis.getHigh())) {
      violations.add(
          field,
          "has low %s and high %s: low must be below high"
              .formatted(axis.getLow(), axis.getHigh()));
    } else if (!Double.isFinite(axis.getHigh() - axis.getLow())) {
      violations.add(field, "must be between finite numbers");
    }
    if (axis.getLogUniform() && !(axis.getLow() > 0)) {
      violations.add(field, "has low %s: a logarithm needs it above 0".formatted(axis.getLow()));
    }
    if (!SweepSettings.isNumber(axis.getField())) {
      violations.add(field, "is no number: give its values");
    }
  }

  /** The last axis changes fastest. */
  private List<Map<String, String>> grid() {
    List<Map<String, String>> points = List.of(Map.of());
    for (SweepAxis axis : axes) {
      var longer = new ArrayList<Map<String, String>>();
      for (var point : points) {
        for (String value : axis.getValuesList()) {
          var next = new LinkedHashMap<>(point);
          next.put(axis.getField(), value);
          longer.add(next);
        }
        if (longer.size() > MOST_TRIALS) {
          return longer; // refused
        }
      }
      points = longer;
    }
    return points;
  }

  private List<Map<String, String>> draw(int count, SplittableRandom random) {
    var points = new ArrayList<Map<String, String>>();
    for (int i = 0; i < count; i++) {
      var point = new LinkedHashMap<String, String>();
      axes.forEach(axis -> point.put(axis.getField(), value(axis, random)));
      points.add(point);
    }
    return points;
  }

  private static String value(SweepAxis axis, SplittableRandom random) {
    double share = random.nextDouble(); // of every axis one, whatever its kind
    if (axis.getValuesCount() > 0) {
      return axis.getValues((int) (share * axis.getValuesCount()));
    }
    double low = axis.getLow();
    double high = axis.getHigh();
    double value =
        axis.getLogUniform()
            ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)))
            : low + share * (high - low);
    return SweepSettings.isWhole(axis.getField())
        ? Long.toString(Math.round(value))
        : new BigDecimal(Math.min(high, Math.max(low, value))).round(DRAWN).toString();
  }
}
