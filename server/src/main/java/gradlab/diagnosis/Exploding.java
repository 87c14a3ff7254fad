package gradlab.diagnosis;

import static gradlab.diagnosis.Threshold.EXPLODING_ACTIVATION;
import static gradlab.diagnosis.Threshold.EXPLODING_GRADIENT;

import gradlab.domain.LayerActivation;
import gradlab.domain.LayerGradient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/**
 * Gradients or activations that are too large by their absolute size. A ratio between layers does
 * not show it: where every layer doubles the signal, the last one's gradient is as absurd as the
 * first one's.
 */
final class Exploding implements Rule {
  private static final String ADVICE =
      "batch norm (--block bn or bn_residual), smaller initial weights (--init-scale), gradient"
          + " clipping (--clip-norm 1), a smaller learning rate (--lr)";

  @Override
  public Optional<Finding> look(Measured run, Thresholds thresholds) {
    if (run.flow().isEmpty()) {
      return Optional.empty();
    }
    var flow = run.flow().get();
    var evidence = new ArrayList<Evidence>();
    var words = new ArrayList<String>();
    flow.layers().stream()
        .max(Comparator.comparingDouble(LayerGradient::meanAbs))
        .filter(g -> g.meanAbs() > thresholds.of(EXPLODING_GRADIENT))
        .ifPresent(
            g -> {
              evidence.add(
                  Evidence.of(
                      "mean |g| of " + g.layer(), g.meanAbs(), EXPLODING_GRADIENT, thresholds));
              words.add(Rule.format("mean |g| of %s is %.2g", g.layer(), g.meanAbs()));
            });
    flow.activations().stream()
        .max(Comparator.comparingDouble(LayerActivation::rms))
        .filter(a -> a.rms() > thresholds.of(EXPLODING_ACTIVATION))
        .ifPresent(
            a -> {
              evidence.add(
                  Evidence.of("rms of " + a.layer(), a.rms(), EXPLODING_ACTIVATION, thresholds));
              words.add(Rule.format("the output of %s has an RMS of %.2g", a.layer(), a.rms()));
            });
    return evidence.isEmpty()
        ? Optional.empty()
        : Optional.of(new Finding(Verdict.EXPLODING, String.join("; ", words), ADVICE, evidence));
  }
}
