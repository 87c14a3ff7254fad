package gradlab.client.watch.panel;

import gradlab.client.watch.model.Snapshot;
import gradlab.v1.EpochMetrics;
import gradlab.v1.StepMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Which points the curves of a quantity go through. */
enum Curves {
  LOSS("loss", EpochMetrics::getTrainLoss, EpochMetrics::getValLoss, StepMetrics::getTrainLoss),
  ACCURACY(
      "accuracy", EpochMetrics::getTrainAcc, EpochMetrics::getValAcc, StepMetrics::getTrainAcc);

  /** With fewer finished epochs in sight the training curve goes through the steps. */
  private static final int ENOUGH_EPOCHS = 3;

  /**
   * @param epoch the middle of epoch 7 is 7, its end 7.5
   */
  record Point(double epoch, double value) {}

  private final String title;
  private final ToDoubleFunction<EpochMetrics> training;
  private final ToDoubleFunction<EpochMetrics> validation;
  private final ToDoubleFunction<StepMetrics> step;

  Curves(
      String title,
      ToDoubleFunction<EpochMetrics> training,
      ToDoubleFunction<EpochMetrics> validation,
      ToDoubleFunction<StepMetrics> step) {
    this.title = title;
    this.training = training;
    this.validation = validation;
    this.step = step;
  }

  String title() {
    return title;
  }

  /** Whole epochs, and the steps of the one that is not finished. */
  List<Point> training(Snapshot snapshot, EpochAxis axis) {
    var epochs = inSight(snapshot, axis);
    long steps = snapshot.steps().values().stream().filter(s -> axis.holds(s.getEpoch())).count();
    boolean bySteps = epochs.size() < ENOUGH_EPOCHS && steps > epochs.size();
    long finished = snapshot.epochs().isEmpty() ? -1 : snapshot.epochs().lastKey();
    List<Point> points = new ArrayList<>();
    if (!bySteps) {
      epochs.forEach(e -> points.add(new Point(e.getEpoch(), training.applyAsDouble(e))));
    }
    for (StepMetrics s : snapshot.steps().values()) {
      if (axis.holds(s.getEpoch()) && (bySteps || s.getEpoch() > finished)) {
        double within = (double) s.getStepInEpoch() / Math.max(1, s.getStepsPerEpoch());
        points.add(new Point(s.getEpoch() - 0.5 + within, step.applyAsDouble(s)));
      }
    }
    return points;
  }

  List<Point> validation(Snapshot snapshot, EpochAxis axis) {
    return inSight(snapshot, axis).stream()
        .map(e -> new Point(e.getEpoch(), validation.applyAsDouble(e)))
        .toList();
  }

  private static List<EpochMetrics> inSight(Snapshot snapshot, EpochAxis axis) {
    return List.copyOf(
        snapshot.epochs().subMap((long) axis.from(), true, (long) axis.to(), true).values());
  }
}
