package gradlab.diagnosis;

import static gradlab.diagnosis.Threshold.PRIOR_TOLERANCE;

import gradlab.domain.RunEvent.EpochMetrics;
import java.util.List;
import java.util.Optional;

/** The loss stays at that of always answering with the class frequencies. */
final class PlateauAtPrior implements Rule {
  private static final String ADVICE =
      "look at the other findings, which usually say why; else more epochs or a larger learning"
          + " rate (--lr)";

  @Override
  public Optional<Finding> look(Measured run, Thresholds thresholds) {
    if (run.lastEpoch().isEmpty() || run.prior().isEmpty()) {
      return Optional.empty();
    }
    EpochMetrics last = run.lastEpoch().get();
    double prior = run.prior().get().trainLoss();
    double limit = thresholds.of(PRIOR_TOLERANCE);
    if (Double.isNaN(last.trainLoss()) || last.trainLoss() < prior - limit) {
      return Optional.empty();
    }
    if (last.trainLoss() > prior + limit) {
      return Optional.empty(); // worse than the frequencies: it has not even learnt those
    }
    return Optional.of(
        new Finding(
            Verdict.CLASS_PRIOR,
            Rule.format(
                "train_loss %.5f is that of always answering with the class frequencies (%.5f), and"
                    + " val_loss %.5f is too (%.5f): nothing else is learnt",
                last.trainLoss(), prior, last.valLoss(), run.prior().get().valLoss()),
            ADVICE,
            List.of(
                Evidence.of(
                    "distance of train_loss from the class prior",
                    Math.abs(last.trainLoss() - prior),
                    PRIOR_TOLERANCE,
                    thresholds),
                Evidence.of("val_loss", last.valLoss()),
                Evidence.of("val_acc", last.valAcc()))));
  }
}
