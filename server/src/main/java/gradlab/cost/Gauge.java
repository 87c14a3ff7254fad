package gradlab.cost;

import gradlab.domain.DeviceUse;
import gradlab.domain.RunEvent.LimitWarned;
import gradlab.domain.RunLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of one limit is used.
 *
 * @param name as in the API: max_duration, max_cost or budget
 * @param share 1: all of it
 * @param used for people
 * @param most for people
 */
record Gauge(String name, double share, String used, String most) {
  /** A run is warned when so much is used. */
  static final double WARNING = 0.8;

  /** Those of a run's limits. */
  static List<Gauge> of(RunLimits limits, DeviceUse use) {
    var gauges = new ArrayList<Gauge>();
    limits.maxDuration().ifPresent(most -> gauges.add(maxDuration(use.time(), most)));
    limits.maxCost().ifPresent(most -> gauges.add(money("max_cost", use.cost(), most)));
    return gauges;
  }

  private static Gauge maxDuration(Duration used, Duration most) {
    return new Gauge(
        "max_duration",
        DeviceUse.hours(used) / DeviceUse.hours(most),
        Words.duration(used),
        Words.duration(most));
  }

  static Gauge money(String name, double used, double most) {
    return new Gauge(name, used / most, Words.amount(used), Words.amount(most));
  }

  boolean nearlyUsed() {
    return share >= WARNING;
  }

  boolean usedUp() {
    return share >= 1;
  }

  /** The same for the same limit and value: one warning each. */
  LimitWarned warning(String atTheLimit) {
    return new LimitWarned(
        name + "=" + most,
        "%.0f %% of %s is used: %s of %s; at 100 %% %s"
            .formatted(100 * share, name, used, most, atTheLimit));
  }

  /** "its max_cost of 3.50 is used up (3.51)". */
  String gone(String whose) {
    return "%s %s of %s is used up (%s)".formatted(whose, name, most, used);
  }
}
