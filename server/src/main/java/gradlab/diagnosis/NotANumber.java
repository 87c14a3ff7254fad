package gradlab.diagnosis;

import gradlab.domain.LayerActivation;
import gradlab.domain.LayerGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A loss, gradient or activation that is infinite or not a number: nothing is learnt after it. */
final class NotANumber implements Rule {
  private static final String ADVICE =
      "a smaller learning rate (--lr), gradient clipping (--clip-norm 1), batch norm (--block bn);"
          + " with --gradient-every 1 the layer that goes first shows";

  @Override
  public Optional<Finding> look(Measured run, Thresholds thresholds) {
    var bad = new ArrayList<Evidence>();
    run.lastStep().ifPresent(s -> check("train_loss at step " + s.step(), s.trainLoss(), bad));
    run.lastEpoch()
        .ifPresent(
            e -> {
              check("train_loss of epoch " + e.epoch(), e.trainLoss(), bad);
              check("val_loss of epoch " + e.epoch(), e.valLoss(), bad);
            });
    run.flow()
        .ifPresent(
            flow -> {
              for (LayerGradient g : flow.layers()) {
                check("mean |g| of " + g.layer(), g.meanAbs(), bad);
              }
              for (LayerActivation a : flow.activations()) {
                check("rms of " + a.layer(), a.rms(), bad);
              }
            });
    return bad.isEmpty() ? Optional.empty() : Optional.of(finding(bad));
  }

  private static void check(String measure, double value, List<Evidence> bad) {
    if (!Double.isFinite(value)) {
      bad.add(Evidence.of(measure, value));
    }
  }

  private static Finding finding(List<Evidence> bad) {
    int others = bad.size() - 1;
    return new Finding(
        Verdict.NOT_A_NUMBER,
        bad.get(0).measure()
            + " is infinite or not a number"
            + (others > 0 ? ", and so are " + others + " other figures" : ""),
        ADVICE,
        bad);
  }
}
