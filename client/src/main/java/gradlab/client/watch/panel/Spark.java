package gradlab.client.watch.panel;

import java.util.List;

/** Numbers as a row of little bars, from 0 to the largest. */
final class Spark {
  private static final String UNICODE = "▁▂▃▄▅▆▇█";
  private static final String ASCII = "_.-=+*#@";

  private Spark() {}

  /** The last {@code cells} of the numbers. */
  static String of(List<Double> numbers, int cells, boolean unicode) {
    var shown = numbers.subList(Math.max(0, numbers.size() - cells), numbers.size());
    double most = shown.stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(0);
    var bars = new StringBuilder();
    for (double number : shown) {
      boolean drawn = most > 0 && Double.isFinite(number);
      int level = drawn ? (int) Math.round(Math.max(0, number) / most * 7) : 0;
      bars.append((unicode ? UNICODE : ASCII).charAt(level));
    }
    return bars.toString();
  }
}
