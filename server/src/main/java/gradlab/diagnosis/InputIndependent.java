package gradlab.diagnosis;

import static gradlab.diagnosis.Threshold.INPUT_SPREAD;

import gradlab.domain.LayerActivation;
import java.util.List;
import java.util.Optional;

/**
 * The network says the same of every image: the forward signal is lost. That is the other half of
 * the broken VGG_38: behind a stage of twelve convolutions only the last bias is left.
 */
final class InputIndependent implements Rule {
  private static final String ADVICE =
      "what keeps the forward signal: skip connections (--block residual or bn_residual) or batch"
          + " norm (--block bn); `grad RUN --activations` shows where it is lost";

  @Override
  public Optional<Finding> look(Measured run, Thresholds thresholds) {
    List<LayerActivation> all = run.flow().map(flow -> flow.activations()).orElse(List.of());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    double limit = thresholds.of(INPUT_SPREAD);
    LayerActivation logits = all.get(all.size() - 1);
    if (logits.spread() >= limit) {
      return Optional.empty();
    }
    LayerActivation first = firstBelow(all, limit);
    return Optional.of(
        new Finding(
            Verdict.INPUT_INDEPENDENT,
            Rule.format(
                "only %.1e of the logits' RMS differs between images: the network says nearly the"
                    + " same of every image; the signal is lost from %s on",
                logits.spread(), first.layer()),
            ADVICE,
            List.of(
                Evidence.of(
                    "spread of " + logits.layer(), logits.spread(), INPUT_SPREAD, thresholds),
                Evidence.of("spread of " + first.layer(), first.spread()),
                Evidence.of("rms of " + first.layer(), first.rms()))));
  }

  /** The first layer from which on all are below. */
  private static LayerActivation firstBelow(List<LayerActivation> all, double limit) {
    int first = all.size() - 1;
    while (first > 0 && all.get(first - 1).spread() < limit) {
      first--;
    }
    return all.get(first);
  }
}
