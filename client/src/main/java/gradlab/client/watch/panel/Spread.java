package gradlab.client.watch.panel;

import gradlab.client.view.LogAxis;
import java.util.List;
import java.util.Locale;

/**
 * Mean |g| of the layers, or the epochs, that share a place on the screen. Nothing that is wrong
 * with one of them is hidden by the others.
 *
 * @param least of those above 0; 0 when there is none
 * @param most of those
 * @param middle their geometric mean
 * @param zero whether one is exactly 0
 * @param notFinite whether one is infinite or not a number
 */
record Spread(double least, double most, double middle, boolean zero, boolean notFinite) {
  /**
   * @param values at least one
   */
  static Spread of(List<Double> values) {
    double[] drawn =
        values.stream().filter(LogAxis::drawable).mapToDouble(v -> v).sorted().toArray();
    boolean zero = values.stream().anyMatch(v -> v == 0);
    boolean notFinite = values.stream().anyMatch(v -> !Double.isFinite(v));
    if (drawn.length == 0) {
      return new Spread(0, 0, 0, zero, notFinite);
    }
    double logs = 0;
    for (double value : drawn) {
      logs += Math.log10(value);
    }
    return new Spread(
        drawn[0], drawn[drawn.length - 1], Math.pow(10, logs / drawn.length), zero, notFinite);
  }

  /** The least of them, in words of at most seven characters. */
  String words() {
    if (notFinite) {
      return "NaN/Inf";
    }
    return zero ? "0" : String.format(Locale.ROOT, "%.1e", least);
  }
}
