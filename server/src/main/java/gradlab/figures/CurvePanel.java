package gradlab.figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Curves over the epochs in one pair of axes.
 *
 * @param label of the vertical axis
 * @param x the epochs
 * @param leastSpan of the vertical axis
 */
record CurvePanel(String label, LinearAxis x, double top, double bottom, double leastSpan) {
  /** Over fewer epochs the curves also show their points. */
  private static final int POINTS_UNTIL = 15;

  private static final int TICK = 4;

  /**
   * @param text names the curve
   * @param values y by point; what is not {@link LinearAxis#drawable} is a gap
   */
  record Curve(String text, Stroke stroke, List<Point> values) {}

  record Point(int epoch, double value) {}

  /**
   * @param levels thin horizontal lines, over the curves: a curve often lies on one
   */
  void draw(Svg svg, List<Curve> curves, double[] levels) {
    var y =
        LinearAxis.around(
            DoubleStream.concat(
                curves.stream()
                    .flatMap(c -> c.values().stream())
                    .mapToDouble(Point::value)
                    .filter(LinearAxis::drawable),
                DoubleStream.of(levels)),
            leastSpan,
            bottom,
            top);
    svg.open("panel");
    axes(svg, y);
    for (Curve curve : curves) {
      draw(svg, curve, y);
    }
    for (double level : levels) {
      svg.curve(
          LearningCurvesFigure.LEVEL,
          List.of(new double[] {x.from(), y.at(level)}, new double[] {x.to(), y.at(level)}));
    }
    svg.close();
  }

  private void axes(Svg svg, LinearAxis y) {
    svg.axisLabel(x.from() - 52, (top + bottom) / 2, label);
    for (BigDecimal value : y.labels()) {
      double at = y.at(value.doubleValue());
      svg.line("grid", x.from(), at, x.to(), at);
      svg.text("decade", x.from() - 8, at + 4, LinearAxis.text(value));
    }
    svg.line("floor", x.from(), bottom, x.to(), bottom);
    for (BigDecimal epoch : x.labels()) {
      double at = x.at(epoch.doubleValue());
      svg.line("floor", at, bottom, at, bottom + TICK);
      svg.text("tick", at, bottom + TICK + 13, LinearAxis.text(epoch));
    }
    svg.text("axis-label", (x.from() + x.to()) / 2, bottom + TICK + 32, "Epoch");
  }

  private void draw(Svg svg, Curve curve, LinearAxis y) {
    boolean points = x.most() - x.least() < POINTS_UNTIL;
    var piece = new ArrayList<Point>();
    for (Point point : curve.values()) {
      if (LinearAxis.drawable(point.value())) {
        piece.add(point);
      } else {
        piece(svg, curve, piece, y, points);
        piece.clear();
      }
    }
    piece(svg, curve, piece, y, points);
  }

  /** A point between two gaps has no line, so it shows itself. */
  private void piece(Svg svg, Curve curve, List<Point> piece, LinearAxis y, boolean points) {
    if (piece.size() > 1) {
      svg.curve(
          curve.stroke(),
          piece.stream().map(p -> new double[] {x.at(p.epoch()), y.at(p.value())}).toList());
    }
    if (points || piece.size() == 1) {
      for (Point point : piece) {
        svg.point(
            x.at(point.epoch()),
            y.at(point.value()),
            curve.stroke().colour(),
            curve.stroke().dashes().isEmpty(),
            "%s, epoch %d: %s".formatted(curve.text(), point.epoch(), Svg.number(point.value())));
      }
    }
  }
}
