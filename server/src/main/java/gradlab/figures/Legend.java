package gradlab.figures;

import java.util.ArrayList;
import java.util.List;

/** What the strokes of a figure mean, in lines as wide as the figure. */
final class Legend {
  private static final int LINE = 20;
  private static final int SAMPLE = 26;
  private static final int GAP = 22;
  private static final double CHARACTER = 6.2;

  private final List<List<Entry>> lines = new ArrayList<>();
  private final double width;

  record Entry(Stroke stroke, String text) {
    double width() {
      return SAMPLE + 6 + TextWidth.of(text, CHARACTER) + GAP;
    }
  }

  /**
   * @param width at least, in pixels: a longer text has a line of its own, whole
   */
  Legend(double width) {
    this.width = width;
  }

  /** Begins on a new line. */
  Legend add(List<Entry> entries) {
    lines.add(new ArrayList<>());
    double used = 0;
    for (Entry entry : entries) {
      if (used > 0 && used + entry.width() > width) {
        lines.add(new ArrayList<>());
        used = 0;
      }
      lines.get(lines.size() - 1).add(entry);
      used += entry.width();
    }
    return this;
  }

  int height() {
    return lines.size() * LINE;
  }

  double width() {
    return lines.stream()
        .mapToDouble(line -> line.stream().mapToDouble(Entry::width).sum())
        .reduce(width, Math::max);
  }

  void draw(Svg svg, double left, double top) {
    svg.open("legend");
    double base = top + LINE - 6;
    for (List<Entry> line : lines) {
      double x = left;
      for (Entry entry : line) {
        svg.curve(
            entry.stroke(),
            List.of(new double[] {x, base - 4}, new double[] {x + SAMPLE, base - 4}));
        svg.text("key", x + SAMPLE + 6, base, entry.text());
        x += entry.width();
      }
      base += LINE;
    }
    svg.close();
  }
}
