package gradlab.diagnosis;

import static gradlab.diagnosis.Threshold.OVERFITTING_GAP;
import static gradlab.diagnosis.Threshold.OVERFITTING_RISE;

import gradlab.domain.RunEvent.EpochMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/** The network learns its training images by heart. */
final class Overfitting implements Rule {
  private static final String ADVICE =
      "weight decay (--weight-decay 1e-4), dropout (--dropout 0.2), augmentation left on, or the"
          + " best epoch's checkpoint, which `evaluate` and `export` take";

  @Override
  public Optional<Finding> look(Measured run, Thresholds thresholds) {
    if (run.epochs().size() < 2) {
      return Optional.empty();
    }
    EpochMetrics last = run.epochs().get(run.epochs().size() - 1);
    EpochMetrics best =
        run.epochs().stream().min(Comparator.comparingDouble(EpochMetrics::valLoss)).orElseThrow();
    double rise = last.valLoss() - best.valLoss();
    double gap = last.trainAcc() - last.valAcc();
    var evidence = new ArrayList<Evidence>();
    var words = new ArrayList<String>();
    if (rise > thresholds.of(OVERFITTING_RISE) && last.trainLoss() < best.trainLoss()) {
      evidence.add(Evidence.of("rise of val_loss", rise, OVERFITTING_RISE, thresholds));
      words.add(
          Rule.format(
              "val_loss has risen by %.2f since epoch %d while train_loss fell by %.2f",
              rise, best.epoch(), best.trainLoss() - last.trainLoss()));
    }
    if (gap > thresholds.of(OVERFITTING_GAP)) {
      evidence.add(Evidence.of("train_acc - val_acc", gap, OVERFITTING_GAP, thresholds));
      words.add(
          Rule.format(
              "train_acc %.3f is %.3f above val_acc %.3f", last.trainAcc(), gap, last.valAcc()));
    }
    return evidence.isEmpty()
        ? Optional.empty()
        : Optional.of(new Finding(Verdict.OVERFITTING, String.join("; ", words), ADVICE, evidence));
  }
}
