package gradlab.figures;

import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.figures.CurvePanel.Curve;
import gradlab.figures.CurvePanel.Point;
import gradlab.figures.Legend.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Loss and accuracy of some runs over the epochs, as the course's first figure has them. A run's
 * colour is the same in both panels; training is solid, validation dashed.
 */
public final class LearningCurvesFigure {
  /** As many as there are colours. */
  public static final int MOST_RUNS = Palette.CURVES.size();

  static final Stroke LEVEL = new Stroke("#222222", 1, "2 2");

  private static final String VALIDATION = "6 3";
  private static final String ANY_RUN = "#222222";
  private static final int MARGIN = 16;
  private static final int AXIS_WIDTH = 72;
  private static final int PANEL_WIDTH = 400;
  private static final int PANEL_HEIGHT = 280;
  private static final int PANEL_GAP = 20;
  private static final int EPOCHS_HEIGHT = 48;

  /** A loss that stays at the class prior's, and chance in accuracy, are flat lines. */
  private static final double LEAST_LOSS_SPAN = 0.5;

  private static final double LEAST_ACCURACY_SPAN = 0.05;

  private LearningCurvesFigure() {}

  /**
   * An SVG document. Needs no font of its own. IllegalArgumentException where there are no runs or
   * more than {@link #MOST_RUNS}, or no epoch at all.
   *
   * <pre>
   *  Loss |  ...........     Accuracy |      __--
   *       |  \_                       |  __--
   *       |    \__ - - -              |_/ - - - -
   *       +-------------              +----------
   *           Epoch                      Epoch
   *  -- VGG_08  -- VGG_38
   *  -- training  - - validation  ... class prior's loss: 4.605
   * </pre>
   */
  public static String svg(List<LearningCurves> runs) {
    if (runs.isEmpty() || runs.size() > MOST_RUNS) {
      throw new IllegalArgumentException("learning curves of %d runs".formatted(runs.size()));
    }
    var epochs =
        runs.stream()
            .flatMap(r -> r.epochs().stream())
            .mapToInt(EpochMetrics::epoch)
            .summaryStatistics();
    if (epochs.getCount() == 0) {
      throw new IllegalArgumentException("learning curves without a finished epoch");
    }
    double[] levels =
        runs.stream()
            .map(LearningCurves::classPriorLoss)
            .flatMapToDouble(OptionalDouble::stream)
            .filter(LinearAxis::drawable)
            .map(loss -> Math.round(loss * 1000) / 1000.0)
            .distinct()
            .toArray();
    var legend = legend(runs, levels);
    double bottom = MARGIN + PANEL_HEIGHT;
    double legendTop = bottom + EPOCHS_HEIGHT;
    var svg =
        new Svg(
            (int) Math.ceil(2 * MARGIN + legend.width()),
            (int) legendTop + legend.height() + MARGIN);
    svg.title("Learning curves: loss and accuracy over the epochs");
    int left = MARGIN + AXIS_WIDTH;
    var x = LinearAxis.whole(epochs.getMin(), epochs.getMax(), left, left + PANEL_WIDTH);
    new CurvePanel("Loss", x, MARGIN, bottom, LEAST_LOSS_SPAN)
        .draw(svg, curves(runs, EpochMetrics::trainLoss, EpochMetrics::valLoss), levels);
    double right = left + PANEL_WIDTH + PANEL_GAP + AXIS_WIDTH;
    new CurvePanel(
            "Accuracy",
            LinearAxis.whole(epochs.getMin(), epochs.getMax(), right, right + PANEL_WIDTH),
            MARGIN,
            bottom,
            LEAST_ACCURACY_SPAN)
        .draw(svg, curves(runs, EpochMetrics::trainAcc, EpochMetrics::valAcc), new double[0]);
    legend.draw(svg, MARGIN, legendTop);
    return svg.document();
  }

  private static List<Curve> curves(
      List<LearningCurves> runs,
      ToDoubleFunction<EpochMetrics> training,
      ToDoubleFunction<EpochMetrics> validation) {
    var curves = new ArrayList<Curve>();
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      String colour = Palette.CURVES.get(i);
      curves.add(
          new Curve(run.name() + ", training", stroke(colour, ""), points(run.epochs(), training)));
      curves.add(
          new Curve(
              run.name() + ", validation",
              stroke(colour, VALIDATION),
              points(run.epochs(), validation)));
    }
    return curves;
  }

  private static List<Point> points(
      List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value) {
    return epochs.stream().map(e -> new Point(e.epoch(), value.applyAsDouble(e))).toList();
  }

  private static Stroke stroke(String colour, String dashes) {
    return new Stroke(colour, 1.6, dashes);
  }

  private static Legend legend(List<LearningCurves> runs, double[] levels) {
    var styles = new ArrayList<Entry>();
    styles.add(new Entry(stroke(ANY_RUN, ""), "training"));
    styles.add(new Entry(stroke(ANY_RUN, VALIDATION), "validation"));
    if (levels.length > 0) {
      String values =
          IntStream.range(0, levels.length)
              .mapToObj(i -> String.format(Locale.ROOT, "%.3f", levels[i]))
              .collect(Collectors.joining(", "));
      styles.add(new Entry(LEVEL, "loss of answering with the class frequencies: " + values));
    }
    return new Legend(2 * (AXIS_WIDTH + PANEL_WIDTH) + PANEL_GAP)
        .add(
            IntStream.range(0, runs.size())
                .mapToObj(i -> new Entry(stroke(Palette.CURVES.get(i), ""), said(runs.get(i))))
                .toList())
        .add(styles);
  }

  /** What cannot be drawn is at least said. */
  private static String said(LearningCurves run) {
    long gaps =
        run.epochs().stream()
            .filter(e -> !LinearAxis.drawable(e.trainLoss()) || !LinearAxis.drawable(e.valLoss()))
            .count();
    return gaps == 0
        ? run.name()
        : "%s (loss not finite in %d of %d epochs)"
            .formatted(run.name(), gaps, run.epochs().size());
  }
}
