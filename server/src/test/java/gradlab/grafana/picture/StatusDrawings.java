package gradlab.grafana.picture;

import gradlab.grafana.Panel;
import gradlab.grafana.picture.LinesDrawing.Named;
import java.util.List;

/** Big numbers, horizontal gauges, and states over time. */
final class StatusDrawings {
  private static final int NAMES = 170;

  private StatusDrawings() {}

  static void stat(Canvas canvas, Box body, Panel panel, List<Named> all) {
    if (all.isEmpty()) {
      nothing(canvas, body);
      return;
    }
    double width = body.width() / all.size();
    for (int i = 0; i < all.size(); i++) {
      double value = all.get(i).answer().last();
      var part = new Box(body.x() + i * width + 4, body.y(), width - 8, body.height() - 6);
      canvas.rect(part.x(), part.y(), part.width(), part.height(), Colours.of(panel, value));
      String text = panel.named ? all.get(i).name() : shown(panel, value);
      double size = Math.min(26, 1.55 * part.width() / Math.max(4, text.length()));
      canvas.text(
          part.x() + part.width() / 2,
          part.y() + part.height() / 2 + size / 3,
          size,
          "middle",
          "#ffffff",
          text);
      if (all.size() > 1) {
        canvas.text(
            part.x() + part.width() / 2,
            part.bottom() - 6,
            9,
            "middle",
            "#ffffff",
            all.get(i).name());
      }
    }
  }

  static void gauges(Canvas canvas, Box body, Panel panel, List<Named> all) {
    double most =
        panel.max != null
            ? panel.max
            : all.stream().mapToDouble(n -> n.answer().last()).max().orElse(1);
    double least = panel.min != null ? panel.min : 0;
    double height = Math.min(34, (body.height() - 8) / Math.max(1, all.size()));
    for (int i = 0; i < all.size(); i++) {
      double value = all.get(i).answer().last();
      double y = body.y() + i * height + 4;
      var bar = new Box(body.x() + NAMES, y, body.width() - NAMES - 70, height - 8);
      canvas.text(
          body.x() + 8, y + bar.height() / 2 + 4, 10, "start", Colours.TEXT, all.get(i).name());
      canvas.rect(bar.x(), y, bar.width(), bar.height(), Colours.GRID);
      double share = Math.max(0, Math.min(1, (value - least) / (most - least)));
      canvas.rect(bar.x(), y, share * bar.width(), bar.height(), Colours.of(panel, value));
      canvas.text(
          bar.right() + 6,
          y + bar.height() / 2 + 4,
          12,
          "start",
          Colours.of(panel, value),
          shown(panel, value));
    }
  }

  static void timeline(
      Canvas canvas, Box body, Panel panel, List<Named> all, double from, double to) {
    var plot = body.inside(NAMES, 4, 8, 18);
    double height = Math.min(40, plot.height() / Math.max(1, all.size()));
    double step = (to - from) / DashboardPicture.POINTS;
    for (int i = 0; i < all.size(); i++) {
      double y = plot.y() + i * height;
      canvas.text(body.x() + 8, y + height / 2 + 4, 10, "start", Colours.TEXT, all.get(i).name());
      var points = all.get(i).answer().points();
      for (int p = 0; p < points.size(); ) {
        int end = p;
        while (end + 1 < points.size() && points.get(end + 1).value() == points.get(p).value()) {
          end++;
        }
        double x = plot.x() + (points.get(p).time() - from) / (to - from) * plot.width();
        double width =
            Math.min(
                plot.right() - x,
                (points.get(end).time() - points.get(p).time() + step)
                    / (to - from)
                    * plot.width());
        double value = points.get(p).value();
        canvas.rect(x, y + 3, width, height - 6, Colours.of(panel, value));
        String text = shown(panel, value);
        if (width > 7.0 * text.length()) {
          canvas.text(x + 5, y + height / 2 + 4, 10, "start", "#ffffff", text);
        }
        p = end + 1;
      }
    }
  }

  private static String shown(Panel panel, double value) {
    return panel.words.containsKey(value) ? panel.words.get(value) : Units.text(panel.unit, value);
  }

  static void nothing(Canvas canvas, Box body) {
    canvas.text(
        body.x() + body.width() / 2,
        body.y() + body.height() / 2,
        12,
        "middle",
        Colours.QUIET,
        "No data");
  }
}
