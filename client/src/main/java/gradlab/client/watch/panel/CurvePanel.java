package gradlab.client.watch.panel;

import gradlab.client.output.Display;
import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Canvas;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;
import gradlab.client.watch.grid.Style;
import gradlab.client.watch.model.Snapshot;
import gradlab.client.watch.panel.Curves.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loss or accuracy over the epochs: training solid, validation dotted, each with its letter at its
 * end.
 */
// 1 loss T─train 2.1240 V┈val 2.4080 ───────────────
//   5┤⠢⢄
//   4┤  ⠉⠢⢄⡀                               V
//   3┤      ⠈⠑⠒⠤⠤⣀⣀⡀                       T
//     0               epoch              40
final class CurvePanel implements Panel {
  /** For the letters at the curves' ends. */
  private static final int LETTERS = 2;

  private static final int ROWS_PER_TICK = 3;

  private final int number;
  private final Curves curves;

  CurvePanel(int number, Curves curves) {
    this.number = number;
    this.curves = curves;
  }

  @Override
  public void draw(Area area, Snapshot snapshot, View view, Look look) {
    boolean log = view.log() && curves == Curves.LOSS;
    int at = Heading.draw(area, look, number, (log ? "log " : "") + curves.title());
    var axis = EpochAxis.of(view, snapshot.newestEpoch());
    List<Point> training = curves.training(snapshot, axis);
    List<Point> validation = curves.validation(snapshot, axis);
    legend(area, look, at, training, validation);
    List<Double> values =
        Stream.concat(training.stream(), validation.stream())
            .map(Point::value)
            .filter(v -> Scale.drawable(v, log))
            .toList();
    int rows = area.rows() - 2;
    if (values.isEmpty()) {
      boolean none = training.isEmpty() && validation.isEmpty();
      Heading.instead(area, look, none ? "no metrics yet" : "no number that can be drawn");
      return;
    }
    var scale = Scale.over(values, Math.max(2, rows / ROWS_PER_TICK), log);
    int margin = numbers(area, look, scale, rows);
    int width = area.columns() - margin - LETTERS;
    var plot = area.part(1, margin, rows, width);
    var canvas =
        new Canvas(plot, look.unicode(), look.style(Role.TRAINING), look.style(Role.VALIDATION));
    // Validation first: where both share a cell, the training's colour shows.
    curve(canvas, axis, scale, validation, 1);
    curve(canvas, axis, scale, training, 0);
    canvas.show();
    letter(area, scale, rows, margin + width, training, "T", look.style(Role.TRAINING));
    letter(area, scale, rows, margin + width + 1, validation, "V", look.style(Role.VALIDATION));
    axis.draw(area, area.rows() - 1, margin, width, look);
  }

  private static void legend(
      Area area, Look look, int from, List<Point> training, List<Point> validation) {
    String solid = look.unicode() ? "T─train " : "T*train ";
    String dotted = look.unicode() ? "V┈val " : "Vo val ";
    String train = last(training).map(Display::fixed).orElse("");
    String val = last(validation).map(Display::fixed).orElse("");
    boolean numbers = from + (solid + dotted + train + val).length() + 1 <= area.columns();
    int at = area.put(0, from, solid, look.style(Role.TRAINING));
    at = area.put(0, at, numbers ? train + " " : "", style(look, training, Role.TRAINING));
    at = area.put(0, at, dotted, look.style(Role.VALIDATION));
    area.put(0, at, numbers ? val + " " : "", style(look, validation, Role.VALIDATION));
  }

  private static Style style(Look look, List<Point> points, Role role) {
    return look.style(
        last(points).filter(v -> !Double.isFinite(v)).map(v -> Role.BAD).orElse(role));
  }

  private static Optional<Double> last(List<Point> points) {
    return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1).value());
  }

  /**
   * @return the columns they take
   */
  private static int numbers(Area area, Look look, Scale scale, int rows) {
    int widest = scale.ticks().stream().mapToInt(t -> scale.label(t).length()).max().orElse(0);
    for (int row = 1; row <= rows; row++) {
      area.put(row, widest, look.unicode() ? "│" : "|", look.style(Role.FAINT));
    }
    int free = Integer.MAX_VALUE;
    for (double tick : scale.ticks()) {
      int row = row(scale, tick, rows);
      if (row < free) {
        area.putBefore(row, widest, scale.label(tick), look.style(Role.FAINT));
        area.put(row, widest, look.unicode() ? "┤" : "+", look.style(Role.FAINT));
        free = row;
      }
    }
    return widest + 1;
  }

  private static int row(Scale scale, double value, int rows) {
    return rows - (int) Math.round(scale.share(value) * (rows - 1));
  }

  private static void curve(
      Canvas canvas, EpochAxis axis, Scale scale, List<Point> points, int series) {
    boolean few = points.size() * 8 < canvas.width();
    Optional<int[]> before = Optional.empty();
    for (Point point : points) {
      if (!Scale.drawable(point.value(), scale.log())) {
        before = Optional.empty(); // a gap
        continue;
      }
      int x = (int) Math.min(canvas.width() - 1, axis.share(point.epoch()) * canvas.width());
      int y = (int) Math.round(scale.share(point.value()) * (canvas.height() - 1));
      before.ifPresent(b -> canvas.line(b[0], b[1], x, y, series));
      if (few || before.isEmpty()) {
        canvas.dot(x, y, series);
      }
      before = Optional.of(new int[] {x, y});
    }
  }

  private static void letter(
      Area area,
      Scale scale,
      int rows,
      int column,
      List<Point> points,
      String letter,
      Style style) {
    last(points)
        .filter(v -> Scale.drawable(v, scale.log()))
        .ifPresent(v -> area.put(row(scale, v, rows), column, letter, style));
  }
}
