package gradlab.grafana.picture;

import gradlab.grafana.Panel;
import gradlab.grafana.Threshold;
import gradlab.grafana.live.Answer;
import java.util.List;
import java.util.Locale;

/** Curves over time. */
final class LinesDrawing {
  private static final int LEFT = 62;
  private static final int LEGEND = 34;
  private static final int GRID_LINES = 4;

  private final Canvas canvas;
  private final Box plot;
  private final Panel panel;
  private final double from;
  private final double to;
  private final double least;
  private final double most;

  private LinesDrawing(
      Canvas canvas, Box body, Panel panel, List<Named> all, double from, double to) {
    this.canvas = canvas;
    this.plot = body.inside(LEFT, 6, 10, LEGEND + 16);
    this.panel = panel;
    this.from = from;
    this.to = to;
    var values =
        all.stream()
            .flatMap(n -> n.answer().points().stream())
            .mapToDouble(Answer.Point::value)
            .filter(Double::isFinite)
            .summaryStatistics();
    double low = values.getCount() == 0 ? 0 : values.getMin();
    double high = values.getCount() == 0 ? 1 : values.getMax();
    double margin = high > low ? 0.06 * (high - low) : Math.max(1e-12, 0.1 * Math.abs(high));
    least = panel.min != null ? panel.min : low - margin;
    most = panel.max != null ? panel.max : Math.max(high + margin, least + 1e-12);
  }

  /** A series and what it is called. */
  record Named(String name, Answer answer) {}

  static void draw(Canvas canvas, Box body, Panel panel, List<Named> all, double from, double to) {
    var drawing = new LinesDrawing(canvas, body, panel, all, from, to);
    drawing.axes(body);
    double step = (to - from) / DashboardPicture.POINTS;
    for (int i = 0; i < all.size(); i++) {
      drawing.curve(all.get(i).answer(), Colours.series(i), step);
    }
    drawing.thresholds();
    drawing.legend(all);
  }

  private double x(double time) {
    return plot.x() + (time - from) / (to - from) * plot.width();
  }

  private double y(double value) {
    return plot.bottom() - (value - least) / (most - least) * plot.height();
  }

  private void axes(Box body) {
    for (int i = 0; i <= GRID_LINES; i++) {
      double value = least + i * (most - least) / GRID_LINES;
      canvas.rect(plot.x(), y(value), plot.width(), 0.7, Colours.GRID);
      canvas.text(
          plot.x() - 6, y(value) + 3, 9, "end", Colours.QUIET, Units.text(panel.unit, value));
    }
    for (int i = 0; i <= 4; i++) {
      double seconds = i * (to - from) / 4;
      String anchor = i == 0 ? "start" : i == 4 ? "end" : "middle";
      canvas.text(
          x(from + seconds), plot.bottom() + 13, 9, anchor, Colours.QUIET, minutes(seconds));
    }
    if (!panel.axis.isEmpty()) {
      canvas.upwards(body.x() + 10, plot.y(), 9, Colours.QUIET, panel.axis);
    }
  }

  private static String minutes(double seconds) {
    return "%d:%02d".formatted((int) seconds / 60, (int) seconds % 60);
  }

  /** Where points are missing the line is broken. */
  private void curve(Answer answer, String colour, double step) {
    var d = new StringBuilder();
    double before = Double.NEGATIVE_INFINITY;
    for (var point : answer.points()) {
      if (!Double.isFinite(point.value())) {
        continue;
      }
      boolean goesOn = point.time() - before < 1.5 * step;
      d.append(goesOn ? 'L' : 'M')
          .append(
              String.format(Locale.ROOT, "%.1f %.1f", x(point.time()), clamped(y(point.value()))));
      before = point.time();
    }
    if (d.length() > 0) {
      canvas.path(d.toString(), colour, 1.6, "");
    }
  }

  private double clamped(double y) {
    return Math.max(plot.y(), Math.min(plot.bottom(), y));
  }

  private void thresholds() {
    for (Threshold t : panel.thresholds) {
      if (t.from() > least && t.from() < most) {
        String d =
            String.format(
                Locale.ROOT,
                "M%.1f %.1fL%.1f %.1f",
                plot.x(),
                y(t.from()),
                plot.right(),
                y(t.from()));
        canvas.path(d, Colours.named("red"), 1, "5 4");
      }
    }
  }

  private void legend(List<Named> all) {
    double x = plot.x() - LEFT + 12;
    double y = plot.bottom() + 31;
    for (int i = 0; i < all.size(); i++) {
      double width = 22 + 5.9 * all.get(i).name().length();
      if (x + width > plot.right() && x > plot.x()) {
        x = plot.x() - LEFT + 12;
        y += 14;
      }
      canvas.rect(x, y - 4, 10, 3, Colours.series(i));
      canvas.text(x + 14, y, 9.5, "start", Colours.TEXT, all.get(i).name());
      x += width;
    }
  }
}
