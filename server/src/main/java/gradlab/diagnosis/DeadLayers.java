package gradlab.diagnosis;

import static gradlab.diagnosis.Threshold.DEAD_SHARE;
import static gradlab.diagnosis.Threshold.DEAD_SLOPE;

import gradlab.domain.LayerActivation;
import java.util.List;
import java.util.Optional;

/**
 * Layers whose channels are positive for no image, behind an activation that lets nothing else
 * through.
 */
final class DeadLayers implements Rule {
  private static final String ADVICE =
      "an activation slope above 0 (--activation-slope 0.01), batch norm (--block bn), a smaller"
          + " learning rate (--lr)";

  @Override
  public Optional<Finding> look(Measured run, Thresholds thresholds) {
    if (run.flow().isEmpty() || run.activationSlope() >= thresholds.of(DEAD_SLOPE)) {
      return Optional.empty();
    }
    List<LayerActivation> dead =
        run.flow().get().activations().stream()
            .filter(a -> a.deadShare().orElse(0) > thresholds.of(DEAD_SHARE))
            .toList();
    if (dead.isEmpty()) {
      return Optional.empty();
    }
    LayerActivation first = dead.get(0);
    return Optional.of(
        new Finding(
            Verdict.DEAD_LAYERS,
            Rule.format(
                "in %d of %d layers nearly every channel is positive for no image, first in %s"
                    + " (%.0f %% of its channels), and a slope of %s lets no gradient through them",
                dead.size(),
                run.flow().get().activations().size() - 1,
                first.layer(),
                100 * first.deadShare().orElse(0),
                run.activationSlope()),
            ADVICE,
            dead.stream()
                .map(
                    a ->
                        Evidence.of(
                            "dead share of " + a.layer(),
                            a.deadShare().orElse(0),
                            DEAD_SHARE,
                            thresholds))
                .toList()));
  }
}
