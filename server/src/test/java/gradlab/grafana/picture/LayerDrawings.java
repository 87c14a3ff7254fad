package gradlab.grafana.picture;

import gradlab.grafana.Panel;
import gradlab.grafana.live.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Bars by layer, and layer by time. */
final class LayerDrawings {
  private static final int NAMES = 150;

  private LayerDrawings() {}

  static void bars(Canvas canvas, Box body, Panel panel, List<Answer> answers) {
    var layers = answers.stream().sorted(Comparator.comparing(LayerDrawings::layer)).toList();
    var plot = body.inside(42, 4, 6, NAMES);
    for (int i = 0; i <= 4; i++) {
      double value = panel.min + i * (panel.max - panel.min) / 4;
      double y = plot.bottom() - i * plot.height() / 4;
      canvas.rect(plot.x(), y, plot.width(), 0.7, Colours.GRID);
      canvas.text(plot.x() - 5, y + 3, 9, "end", Colours.QUIET, Units.number(value));
    }
    canvas.upwards(body.x() + 12, plot.y(), 9, Colours.QUIET, panel.axis);
    double width = plot.width() / Math.max(1, layers.size());
    double size = Math.min(9, width);
    for (int i = 0; i < layers.size(); i++) {
      double value = layers.get(i).last();
      double height =
          Math.max(0, Math.min(1, (value - panel.min) / (panel.max - panel.min))) * plot.height();
      canvas.rect(
          plot.x() + i * width + 0.1 * width,
          plot.bottom() - height,
          0.8 * width,
          height,
          Colours.of(panel, value));
      canvas.upwards(
          plot.x() + (i + 0.5) * width + size / 3,
          plot.bottom() + 4,
          size,
          Colours.QUIET,
          layer(layers.get(i)));
    }
  }

  /** Input on top; a colour's cells are one path, and neighbours of one colour one shape. */
  static void heatmap(
      Canvas canvas, Box body, Panel panel, List<Answer> answers, double from, double to) {
    var layers = answers.stream().sorted(Comparator.comparing(LayerDrawings::layer)).toList();
    var plot = body.inside(NAMES + 4, 4, 8, 38);
    double height = plot.height() / Math.max(1, layers.size());
    double step = (to - from) / DashboardPicture.POINTS;
    double cell = step / (to - from) * plot.width();
    Map<String, StringBuilder> byColour = new TreeMap<>();
    for (int i = 0; i < layers.size(); i++) {
      double y = plot.y() + i * height;
      double size = Math.min(9, Math.max(7, height));
      if (i % (int) Math.ceil(size / height) == 0) { // as many names as have room
        canvas.text(
            plot.x() - 4,
            y + height / 2 + size / 3,
            size,
            "end",
            Colours.QUIET,
            layer(layers.get(i)));
      }
      var cells = layers.get(i).points();
      for (int c = 0; c < cells.size(); ) {
        String colour = colour(panel, cells.get(c).value());
        int end = c + 1;
        while (end < cells.size()
            && colour.equals(colour(panel, cells.get(end).value()))
            && cells.get(end).time() - cells.get(end - 1).time() < 1.5 * step) {
          end++;
        }
        double x = plot.x() + (cells.get(c).time() - from) / (to - from) * (plot.width() - cell);
        byColour
            .computeIfAbsent(colour, any -> new StringBuilder())
            .append(
                String.format(
                    Locale.ROOT,
                    "M%.1f %.1fh%.1fv%.1fh-%.1fz",
                    x,
                    y,
                    (end - c) * cell + 0.2,
                    height,
                    (end - c) * cell + 0.2));
        c = end;
      }
    }
    byColour.forEach((colour, d) -> canvas.area(d.toString(), colour));
    key(canvas, plot, panel);
  }

  private static String colour(Panel panel, double value) {
    return Double.isNaN(value)
        ? "#555555"
        : Colours.scheme((value - panel.min) / (panel.max - panel.min));
  }

  private static void key(Canvas canvas, Box plot, Panel panel) {
    double width = plot.width() / 10;
    for (int i = 0; i < 10; i++) {
      canvas.rect(
          plot.x() + i * width, plot.bottom() + 10, width, 8, Colours.scheme((i + 0.5) / 10));
    }
    canvas.text(plot.x(), plot.bottom() + 30, 9, "start", Colours.QUIET, Units.number(panel.min));
    canvas.text(plot.right(), plot.bottom() + 30, 9, "end", Colours.QUIET, Units.number(panel.max));
  }

  private static String layer(Answer answer) {
    return answer.labels().getOrDefault("layer", "");
  }
}
