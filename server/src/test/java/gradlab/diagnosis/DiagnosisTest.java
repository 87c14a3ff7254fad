package gradlab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.ClassPrior;
import gradlab.domain.GradientFlow;
import gradlab.domain.LayerActivation;
import gradlab.domain.LayerGradient;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every disease by itself, at its threshold and on either side, on made-up figures. */
class DiagnosisTest {
  private static final ClassPrior PRIOR = new ClassPrior(4.605, 4.607);

  private final List<EpochMetrics> epochs =
      new ArrayList<>(List.of(epoch(0, 4.2, 0.06, 4.1, 0.07)));
  private final List<LayerGradient> gradients =
      new ArrayList<>(
          List.of(
              gradient("input_conv_conv_0", 0.04),
              gradient("input_conv_bn_0", 0.02),
              gradient("reduction_block_0_conv_0", 5e-3),
              gradient("reduction_block_0_conv_1", 4e-3),
              gradient("reduction_block_1_conv_0", 3e-3),
              gradient("reduction_block_1_conv_1", 2e-3),
              gradient("weight_logit_linear_layer", 1e-2)));
  private final List<LayerActivation> activations =
      new ArrayList<>(
          List.of(
              activation("input_conv_bn_0", 0.7, 0.9, 0),
              activation("reduction_block_0_conv_0", 0.6, 0.8, 0),
              activation("reduction_block_1_conv_1", 0.9, 0.7, 0),
              new LayerActivation("logit_linear_layer", 3, 20, 0.6, OptionalDouble.empty(), 100)));
  private double slope = 0.01;
  private Optional<StepMetrics> step = Optional.empty();

  private static LayerGradient gradient(String layer, double meanAbs) {
    return new LayerGradient(layer, meanAbs, meanAbs, meanAbs, 0, 1e-3, 1);
  }

  private static LayerActivation activation(String layer, double rms, double spread, double dead) {
    return new LayerActivation(layer, rms, rms, spread, OptionalDouble.of(dead), 100);
  }

  private static EpochMetrics epoch(
      int epoch, double trainLoss, double trainAcc, double valLoss, double valAcc) {
    return new EpochMetrics(
        epoch,
        epoch + 1,
        trainLoss,
        trainAcc,
        valLoss,
        valAcc,
        1e-3,
        Duration.ofSeconds(1),
        1,
        0,
        0,
        valAcc);
  }

  private Diagnosis diagnose() {
    return diagnose(Map.of());
  }

  private Diagnosis diagnose(Map<Threshold, Double> thresholds) {
    var flow = new GradientFlow(0, 475, true, gradients, activations);
    return Diagnosis.of(
        new Measured(slope, epochs, Optional.of(flow), step, Optional.of(PRIOR)),
        new Thresholds(thresholds));
  }

  private static List<Verdict> verdicts(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(Finding::verdict).toList();
  }

  @Test
  void aNetworkThatTrainsIsHealthyAndSaysWhy() {
    var diagnosis = diagnose();
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.HEALTHY);
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.explanation())
        .isEqualTo(
            "mean |g| of the first convolution is 2.5 of the last one's: gradients reach the first"
                + " layers; 6 of 6 layers with weights are trained; 0.60 of the logits' RMS differs"
                + " between images; val_acc 0.070 in epoch 0");
  }

  @Test
  void nothingMeasuredIsUnknown() {
    var nothing =
        new Measured(0.01, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(Diagnosis.of(nothing, Thresholds.STANDARD).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void theBrokenVgg38HasEverySymptomAndVanishesFirst() {
    gradients.set(2, gradient("reduction_block_0_conv_0", 2e-18));
    gradients.set(3, gradient("reduction_block_0_conv_1", 3e-15));
    gradients.set(4, gradient("reduction_block_1_conv_0", 1e-9));
    gradients.set(5, gradient("reduction_block_1_conv_1", 8.5e-5));
    gradients.set(0, gradient("input_conv_conv_0", 1e-17));
    activations.set(2, activation("reduction_block_1_conv_1", 0.05, 1e-5, 0.5));
    activations.set(
        3, new LayerActivation("logit_linear_layer", 0.4, 1, 1e-6, OptionalDouble.empty(), 100));
    epochs.set(0, epoch(0, 4.6064, 0.01, 4.608, 0.01));
    var diagnosis = diagnose();
    assertThat(verdicts(diagnosis))
        .containsExactly(Verdict.VANISHING, Verdict.INPUT_INDEPENDENT, Verdict.CLASS_PRIOR);
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.VANISHING);
    assertThat(diagnosis.explanation())
        .contains("13.6 decades")
        .contains("2 of 6 layers with weights are trained");
    assertThat(diagnosis.findings().get(1).explanation())
        .contains("lost from reduction_block_1_conv_1 on");
    assertThat(diagnosis.findings().get(2).explanation()).contains("4.60640").contains("4.60500");
    assertThat(diagnosis.findings()).allSatisfy(f -> assertThat(f.advice()).contains("--"));
  }

  @Test
  void gradientsLostInTheMiddleVanishToo() {
    for (int i = 2; i < 5; i++) {
      gradients.set(i, gradient("reduction_block_0_conv_" + i, 1e-9));
    }
    gradients.add(2, gradient("block_0_0_conv_0", 3e-3));
    gradients.set(0, gradient("input_conv_conv_0", 1e-9));
    gradients.add(3, gradient("block_0_0_conv_1", 1e-9));
    assertThat(diagnose().verdict()).isEqualTo(Verdict.VANISHING);
    assertThat(diagnose(Map.of(Threshold.TRAINED_SHARE, 0.1)).verdict()).isEqualTo(Verdict.HEALTHY);
  }

  @Test
  void gradientsOfZeroVanish() {
    for (int i = 0; i < gradients.size(); i++) {
      gradients.set(i, gradient(gradients.get(i).layer(), 0));
    }
    assertThat(diagnose().verdict()).isEqualTo(Verdict.VANISHING);
    assertThat(diagnose().explanation()).startsWith("mean |g| of the last convolution is 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoNumberComesFirst(double bad) {
    gradients.set(2, gradient("reduction_block_0_conv_0", bad));
    activations.set(1, activation("reduction_block_0_conv_0", bad, bad, 1));
    epochs.set(0, epoch(0, bad, 0.01, bad, 0.01));
    step = Optional.of(new StepMetrics(0, 7, 7, 475, bad, 0.01, 1e-3, 1, 1, 0));
    var diagnosis = diagnose();
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.NOT_A_NUMBER);
    assertThat(diagnosis.explanation())
        .isEqualTo("train_loss at step 7 is infinite or not a number, and so are 4 other figures");
  }

  @Test
  void explodingIsJudgedByAbsoluteSize() {
    for (int i = 0; i < gradients.size(); i++) {
      gradients.set(
          i, gradient(gradients.get(i).layer(), gradients.get(i).meanAbs() * 1e3)); // same ratios
    }
    assertThat(diagnose().verdict()).isEqualTo(Verdict.EXPLODING);
    assertThat(diagnose().explanation()).isEqualTo("mean |g| of input_conv_conv_0 is 40");
    assertThat(diagnose(Map.of(Threshold.EXPLODING_GRADIENT, 40.0)).verdict())
        .isEqualTo(Verdict.HEALTHY);
    activations.set(2, activation("reduction_block_1_conv_1", 101, 0.7, 0));
    assertThat(diagnose(Map.of(Threshold.EXPLODING_GRADIENT, 40.0)).explanation())
        .isEqualTo("the output of reduction_block_1_conv_1 has an RMS of 1.0e+02");
  }

  /** A slope of 0.01 lets a hundredth of the gradient through: such a channel can come back. */
  @Test
  void deadChannelsAreDeadOnlyWhereTheSlopeIsZero() {
    activations.set(1, activation("reduction_block_0_conv_0", 0.6, 0.8, 1));
    assertThat(diagnose().verdict()).isEqualTo(Verdict.HEALTHY);
    slope = 0;
    assertThat(diagnose().verdict()).isEqualTo(Verdict.DEAD_LAYERS);
    assertThat(diagnose().explanation())
        .startsWith("in 1 of 3 layers nearly every channel is positive for no image")
        .contains("reduction_block_0_conv_0 (100 % of its channels)");
    activations.set(1, activation("reduction_block_0_conv_0", 0.6, 0.8, 0.9));
    assertThat(diagnose().verdict()).isEqualTo(Verdict.HEALTHY);
  }

  @Test
  void aLossAboveThePriorIsNotAPlateauAtIt() {
    epochs.set(0, epoch(0, 4.6149, 0.01, 4.62, 0.01));
    assertThat(diagnose().verdict()).isEqualTo(Verdict.CLASS_PRIOR);
    epochs.set(0, epoch(0, 4.6151, 0.01, 4.62, 0.01));
    assertThat(diagnose().verdict()).isEqualTo(Verdict.HEALTHY);
    epochs.set(0, epoch(0, 4.5949, 0.01, 4.62, 0.01));
    assertThat(diagnose().verdict()).isEqualTo(Verdict.HEALTHY);
  }

  @Test
  void overfittingIsARisingValidationLossOrAGap() {
    epochs.add(epoch(1, 2.0, 0.40, 2.1, 0.38));
    epochs.add(epoch(2, 1.5, 0.45, 2.21, 0.37));
    assertThat(diagnose().verdict()).isEqualTo(Verdict.OVERFITTING);
    assertThat(diagnose().explanation())
        .isEqualTo("val_loss has risen by 0.11 since epoch 1 while train_loss fell by 0.50");
    epochs.set(2, epoch(2, 2.1, 0.45, 2.21, 0.37)); // worse in training too: no learning by heart
    assertThat(diagnose().verdict()).isEqualTo(Verdict.HEALTHY);
    epochs.set(2, epoch(2, 0.6, 0.81, 2.1, 0.60));
    assertThat(diagnose().explanation()).isEqualTo("train_acc 0.810 is 0.210 above val_acc 0.600");
  }

  @Test
  void everyThresholdHasItsOwnWordAndAReason() {
    assertThat(Threshold.values()).extracting(Threshold::word).doesNotHaveDuplicates();
    for (Threshold threshold : Threshold.values()) {
      assertThat(Threshold.byWord(threshold.word())).contains(threshold);
      assertThat(threshold.reason()).hasSizeGreaterThan(40);
      assertThat(new Thresholds(Map.of(threshold, 7.0)).of(threshold)).isEqualTo(7);
    }
  }
}
