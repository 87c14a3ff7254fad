package gradlab.client.watch.panel;

import gradlab.client.view.LogAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The axis of losses or accuracies, with round numbers on it.
 *
 * @param step from number to number
 * @param fine what the numbers are multiples of
 */
record Scale(double low, double high, double step, double fine, boolean log) {
  /** The ends are round to about so many parts, so that a small panel wastes little. */
  private static final int FINE = 8;

  private static final double[] ROUND = {1, 2, 5, 10};

  /**
   * The smallest scale with round ends that holds the values.
   *
   * @param values finite; at least one
   * @param ticks about so many numbers
   * @param log only values above 0 have a place then
   */
  static Scale over(List<Double> values, int ticks, boolean log) {
    double least = values.stream().mapToDouble(v -> v).min().orElse(0);
    double most = values.stream().mapToDouble(v -> v).max().orElse(1);
    if (most - least < 1e-9 * Math.max(1, Math.abs(most))) {
      double around = most == 0 ? 1 : Math.abs(most) * 0.05;
      least -= around;
      most += around;
    }
    double fine = round((most - least) / FINE);
    double low = Math.floor(least / fine + 1e-9) * fine;
    double high = Math.ceil(most / fine - 1e-9) * fine;
    long steps = Math.round((high - low) / fine);
    double step = fine * Math.ceil((double) steps / Math.max(1, ticks - 1));
    return new Scale(log && low <= 0 ? least : low, high, step, fine, log);
  }

  private static double round(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : ROUND) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Place between the ends, 0 to 1. */
  double share(double value) {
    double share =
        log
            ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, share));
  }

  /** Whether the value can be drawn. */
  static boolean drawable(double value, boolean log) {
    return log ? LogAxis.drawable(value) : Double.isFinite(value);
  }

  /** Round numbers from low to high; powers of ten where a logarithmic scale has some. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (log && high / low >= 100) {
      for (double power = Math.ceil(Math.log10(low)); power <= Math.log10(high); power++) {
        ticks.add(Math.pow(10, power));
      }
      return ticks;
    }
    for (int i = 0; low + i * step <= high + 1e-6 * step; i++) {
      ticks.add(low + i * step + 0.0); // no -0.0
    }
    return ticks;
  }

  String label(double tick) {
    if (log && high / low >= 100 || Math.abs(tick) >= 1e5) {
      return String.format(Locale.ROOT, "%.0e", tick);
    }
    int decimals = (int) Math.max(0, Math.min(6, Math.ceil(-Math.log10(fine) - 1e-9)));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick);
  }
}
