package gradlab.grafana.picture;

import gradlab.grafana.Dashboard;
import gradlab.grafana.Panel;
import gradlab.grafana.Query;
import gradlab.grafana.live.Answer;
import gradlab.grafana.live.PrometheusProcess;
import gradlab.grafana.live.Substitution;
import gradlab.grafana.picture.LinesDrawing.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard as an SVG, drawn from Prometheus' answers to its panels' own queries: a stand-in for
 * a picture of Grafana, which is not needed for it.
 */
final class DashboardPicture {
  /** In time, of each curve. */
  static final int POINTS = 120;

  private static final int COLUMN = 52;
  private static final int UNIT = 30;
  private static final int GAP = 6;
  private static final int HEAD = 46;
  private static final int COLUMNS = 24;

  private final PrometheusProcess prometheus;
  private final List<String> runs;
  private final double from;
  private final double to;

  /**
   * @param runs those that are chosen; a dashboard of one run shows the last
   * @param from Unix seconds
   */
  DashboardPicture(PrometheusProcess prometheus, List<String> runs, double from, double to) {
    this.prometheus = prometheus;
    this.runs = runs;
    this.from = from;
    this.to = to;
  }

  private record Placed(Panel panel, String title, String run, Box box) {}

  String draw(Dashboard dashboard) throws IOException, InterruptedException {
    boolean several =
        dashboard.variables().stream().anyMatch(v -> v.several() && v.name().equals("run"));
    String chosen = several ? String.join("|", runs) : runs.get(runs.size() - 1);
    var placed = new ArrayList<Placed>();
    var titles = new ArrayList<Placed>();
    double y = HEAD;
    for (Dashboard.Row row : dashboard.rows()) {
      titles.add(
          new Placed(null, row.title().replace("$run", chosen), chosen, new Box(8, y, 0, 24)));
      y = place(row, chosen, y + 26, placed);
    }
    var canvas = new Canvas(COLUMNS * COLUMN + 2 * GAP, (int) y + GAP, dashboard.title());
    canvas.text(12, 28, 17, "start", "#ffffff", dashboard.title());
    canvas.text(
        COLUMNS * COLUMN,
        28,
        10,
        "end",
        Colours.QUIET,
        "drawn from Prometheus' answers to the panels' queries: a stand-in, not a picture of Grafana");
    for (Placed title : titles) {
      canvas.text(12, title.box().y() + 17, 12, "start", Colours.TEXT, title.title());
    }
    for (Placed each : placed) {
      draw(canvas, each);
    }
    return canvas.document();
  }

  /** Returns where the next row begins. */
  private double place(Dashboard.Row row, String chosen, double top, List<Placed> placed) {
    double y = top;
    int column = 0;
    int height = 0;
    for (Panel panel : row.panels()) {
      for (String run : panel.repeat.isEmpty() ? List.of(chosen) : runs) {
        if (column + panel.width > COLUMNS) {
          y += height * UNIT;
          column = 0;
          height = 0;
        }
        var box =
            new Box(
                GAP + column * COLUMN, y, panel.width * COLUMN - GAP, panel.height * UNIT - GAP);
        placed.add(new Placed(panel, panel.title.replace("$run", run), run, box));
        column += panel.width;
        height = Math.max(height, panel.height);
      }
    }
    return y + height * UNIT;
  }

  private void draw(Canvas canvas, Placed placed) throws IOException, InterruptedException {
    Panel panel = placed.panel();
    var box = placed.box();
    canvas.rect(box.x(), box.y(), box.width(), box.height(), Colours.PANEL);
    canvas.text(box.x() + 8, box.y() + 17, 11, "start", Colours.TEXT, placed.title());
    var body = box.inside(0, 24, 0, 2);
    var answers = new ArrayList<List<Answer>>();
    var named = new ArrayList<Named>();
    for (Query query : panel.queries) {
      var answer = ask(query, placed.run());
      answers.add(answer);
      answer.forEach(a -> named.add(new Named(a.named(query.legend()), a)));
    }
    switch (panel.kind) {
      case STAT -> StatusDrawings.stat(canvas, body, panel, named);
      case GAUGES -> StatusDrawings.gauges(canvas, body, panel, named);
      case TIMELINE -> StatusDrawings.timeline(canvas, body, panel, named, from, to);
      case LINES -> LinesDrawing.draw(canvas, body, panel, named, from, to);
      case BARS -> LayerDrawings.bars(canvas, body, panel, answers.get(0));
      case HEATMAP -> LayerDrawings.heatmap(canvas, body, panel, answers.get(0), from, to);
      case TABLE -> TableDrawing.draw(canvas, body, panel, answers);
    }
  }

  private List<Answer> ask(Query query, String run) throws IOException, InterruptedException {
    String expr = Substitution.of(query.expr(), run, "20s");
    return query.shape() == Query.Shape.RANGE
        ? prometheus.range(expr, from, to, (to - from) / POINTS)
        : prometheus.now(expr);
  }
}
