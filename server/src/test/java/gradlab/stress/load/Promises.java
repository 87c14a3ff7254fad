package gradlab.stress.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Prints a line for each promise and remembers whether all hold. */
final class Promises {
  private final PrintStream out;
  private boolean hold = true;

  Promises(PrintStream out) {
    this.out = out;
  }

  boolean hold() {
    return hold;
  }

  void under(Duration limit, String what, Duration figure) {
    line(what, text(figure), "under " + text(limit), figure.compareTo(limit) < 0);
  }

  void holds(String what, String figure, String limit, boolean holds) {
    line(what, figure, limit, holds);
  }

  /** A figure without a promise. */
  void tell(String what, String figure) {
    out.printf(Locale.ROOT, "      %-62s %12s%n", what, figure);
  }

  void tell(String what, Duration figure) {
    tell(what, text(figure));
  }

  private void line(String what, String figure, String limit, boolean holds) {
    hold &= holds;
    out.printf(Locale.ROOT, "%-5s %-62s %12s   %s%n", holds ? "PASS" : "FAIL", what, figure, limit);
  }

  private static String text(Duration time) {
    double millis = time.toNanos() / 1e6;
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1_000);
  }

  static Duration time(Callable<?> action) throws Exception {
    long start = System.nanoTime();
    action.call();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The median. */
  static Duration median(int times, Callable<?> action) throws Exception {
    var all = new long[times];
    for (int i = 0; i < times; i++) {
      all[i] = time(action).toNanos();
    }
    Arrays.sort(all);
    return Duration.ofNanos(all[times / 2]);
  }
}
