package gradlab.diagnosis;

import static gradlab.diagnosis.Threshold.TRAINED_SHARE;
import static gradlab.diagnosis.Threshold.VANISHING_RATIO;

import gradlab.domain.GradientFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gradient does not reach the first layers. */
final class Vanishing implements Rule {
  private static final String ADVICE =
      "skip connections with batch norm (--block bn_residual), skip connections (--block residual),"
          + " batch norm (--block bn), or a classifier on each stage (--deep-supervision)";

  @Override
  public Optional<Finding> look(Measured run, Thresholds thresholds) {
    if (run.flow().isEmpty()) {
      return Optional.empty();
    }
    GradientFlow flow = run.flow().get();
    var ratio = flow.gradientRatio();
    double limit = thresholds.of(VANISHING_RATIO);
    int depth = flow.depth();
    int trained = flow.trainedDepth(limit);
    boolean shallow = trained < thresholds.of(TRAINED_SHARE) * depth;
    // written so that NaN does not count as healthy
    boolean small = ratio.isPresent() && !(ratio.getAsDouble() >= limit);
    if (!small && !shallow) {
      return Optional.empty();
    }
    var evidence = new ArrayList<Evidence>();
    ratio.ifPresent(
        r -> evidence.add(Evidence.of("gradient_ratio", r, VANISHING_RATIO, thresholds)));
    flow.decadesLost().ifPresent(d -> evidence.add(Evidence.of("decades_lost", d)));
    evidence.add(Evidence.of("trained share", (double) trained / depth, TRAINED_SHARE, thresholds));
    return Optional.of(
        new Finding(Verdict.VANISHING, explain(flow, trained, depth), ADVICE, evidence));
  }

  private static String explain(GradientFlow flow, int trained, int depth) {
    var words = new ArrayList<String>();
    var ratio = flow.gradientRatio();
    if (ratio.isEmpty()) {
      words.add("mean |g| of the last convolution is 0");
    } else if (ratio.getAsDouble() == 0) {
      words.add("mean |g| falls to exactly 0 at the first convolution");
    } else {
      double lost = -Math.log10(ratio.getAsDouble());
      words.add(
          Rule.format(
              "mean |g| %s by %.1f decades from the last convolution to the first"
                  + " (gradient_ratio %.1e)",
              lost >= 0 ? "falls" : "rises", Math.abs(lost), ratio.getAsDouble()));
    }
    words.add(Rule.format("%d of %d layers with weights are trained", trained, depth));
    return String.join("; ", List.copyOf(words));
  }
}
