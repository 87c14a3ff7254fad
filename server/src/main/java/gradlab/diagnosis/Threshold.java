package gradlab.diagnosis;

import gradlab.domain.GradientFlow;
import java.util.Arrays;
import java.util.Optional;

/** A limit that a verdict rests on: its name, its default, and why that. */
public enum Threshold {
  VANISHING_RATIO(
      "vanishing_ratio",
      GradientFlow.TRAINED,
      "gradient_ratio below this is vanishing, and a layer below this share of the last"
          + " convolution's mean |g| counts as untrained. Networks that train have 0.05 to 10; the"
          + " broken VGG_38 has 1e-14: three decades are far from both"),
  TRAINED_SHARE(
      "trained_share",
      0.5,
      "fewer than this share of the layers with weights trained is vanishing too, wherever in the"
          + " network the gradient is lost"),
  EXPLODING_GRADIENT(
      "exploding_gradient",
      1,
      "mean |g| of a layer above this is exploding. The largest of VGG_08 in 100 epochs is 0.18, and 2"
          + " with six times its initial weights; an Adam step does not depend on the gradient's size, so"
          + " only its absolute size shows it"),
  EXPLODING_ACTIVATION(
      "exploding_activation",
      100,
      "an activation's RMS above this is exploding. The entry's batch norm gives about 0.7, and VGG_08's"
          + " logits reach 10 in 100 epochs"),
  DEAD_SHARE(
      "dead_share",
      0.9,
      "a layer with more than this share of channels that are positive for no image of a batch is"
          + " dead. Half of them is normal where the signal has vanished: then the bias' sign decides"),
  DEAD_SLOPE(
      "dead_slope",
      1e-3,
      "only with an activation slope below this: a slope of 0.01 still lets a hundredth of the"
          + " gradient through, and the channel can come back"),
  INPUT_SPREAD(
      "input_spread",
      1e-2,
      "logits of which less than this share (RMS) differs between images do not depend on the"
          + " image. VGG_08 stays above 0.45; the broken VGG_38 is at 1e-7"),
  PRIOR_TOLERANCE(
      "prior_tolerance",
      0.01,
      "a training loss within this of the class frequencies' (about ln 100 = 4.605) has learnt only"
          + " those. A first epoch that learns anything is 0.05 below"),
  OVERFITTING_RISE(
      "overfitting_rise",
      0.1,
      "a validation loss that has risen by this from its best epoch while the training loss fell is"
          + " overfitting. From one epoch to the next it rises by up to 0.08 in VGG_08 by itself"),
  OVERFITTING_GAP(
      "overfitting_gap",
      0.2,
      "training accuracy above validation accuracy by this is overfitting, though augmentation makes"
          + " the training images the harder ones. VGG_08 ends with 0.07, the fixed VGG_38 with 0.2");

  private final String word;
  private final double standard;
  private final String reason;

  Threshold(String word, double standard, String reason) {
    this.word = word;
    this.standard = standard;
    this.reason = reason;
  }

  /** The name that users type. */
  public String word() {
    return word;
  }

  /** The value where the user gives none. */
  public double standard() {
    return standard;
  }

  /** What it decides, and why its default is what it is. */
  public String reason() {
    return reason;
  }

  /** The one with this name. */
  public static Optional<Threshold> byWord(String word) {
    return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst();
  }
}
