package gradlab.domain;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The gradient flow at one step, in construction order (input first).
 *
 * @param epoch 0-based
 * @param step steps finished since the run's start, over all epochs
 * @param epochEnd whether this is an epoch's last step
 * @param activations what the same batch was in the forward pass, layer by layer, logits last; at
 *     an epoch's last step only
 */
public record GradientFlow(
    int epoch,
    long step,
    boolean epochEnd,
    List<LayerGradient> layers,
    List<LayerActivation> activations) {
  public GradientFlow {
    layers = List.copyOf(layers);
    activations = List.copyOf(activations);
  }

  /**
   * mean |g| of the first convolution after the entry block over that of the last convolution.
   * Empty where there are fewer than two such convolutions or the denominator is 0 or not a number.
   */
  public OptionalDouble gradientRatio() {
    var convolutions =
        layers.stream()
            .filter(l -> l.layer().contains("_conv_") && !l.layer().startsWith("input_conv"))
            .toList();
    if (convolutions.size() < 2) {
      return OptionalDouble.empty();
    }
    double last = convolutions.get(convolutions.size() - 1).meanAbs();
    return last > 0
        ? OptionalDouble.of(convolutions.get(0).meanAbs() / last)
        : OptionalDouble.empty();
  }
}
