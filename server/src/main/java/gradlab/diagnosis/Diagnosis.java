package gradlab.diagnosis;

import gradlab.domain.GradientFlow;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run's figures say: the verdict, which is that of the first finding, in the order of
 * causes.
 *
 * @param explanation one sentence with the numbers it rests on
 * @param findings everything that is wrong; empty where nothing is
 */
public record Diagnosis(Verdict verdict, String explanation, List<Finding> findings) {
  private static final List<Rule> RULES =
      List.of(
          new NotANumber(),
          new Exploding(),
          new DeadLayers(),
          new Vanishing(),
          new InputIndependent(),
          new PlateauAtPrior(),
          new Overfitting());

  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** Looks for every disease. */
  public static Diagnosis of(Measured run, Thresholds thresholds) {
    var findings = new ArrayList<Finding>();
    for (Rule rule : RULES) {
      rule.look(run, thresholds).ifPresent(findings::add);
    }
    if (!findings.isEmpty()) {
      Finding first = findings.get(0);
      return new Diagnosis(first.verdict(), first.explanation(), findings);
    }
    if (run.flow().isEmpty()) {
      return new Diagnosis(
          Verdict.UNKNOWN,
          "no gradient flow is on record yet: one is recorded at the end of each epoch",
          List.of());
    }
    return new Diagnosis(Verdict.HEALTHY, healthy(run, run.flow().get(), thresholds), List.of());
  }

  private static String healthy(Measured run, GradientFlow flow, Thresholds thresholds) {
    var words = new ArrayList<String>();
    flow.gradientRatio()
        .ifPresent(
            r ->
                words.add(
                    Rule.format(
                        "mean |g| of the first convolution is %.2g of the last one's: gradients"
                            + " reach the first layers",
                        r)));
    words.add(
        Rule.format(
            "%d of %d layers with weights are trained",
            flow.trainedDepth(thresholds.of(Threshold.VANISHING_RATIO)), flow.depth()));
    if (!flow.activations().isEmpty()) {
      double spread = flow.activations().get(flow.activations().size() - 1).spread();
      words.add(Rule.format("%.2f of the logits' RMS differs between images", spread));
    }
    run.lastEpoch()
        .ifPresent(e -> words.add(Rule.format("val_acc %.3f in epoch %d", e.valAcc(), e.epoch())));
    return String.join("; ", words);
  }
}
