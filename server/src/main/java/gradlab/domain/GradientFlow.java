package gradlab.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
  /**
   * Share of the last convolution's mean |g| from which on a layer counts as trained: networks that
   * train have 0.05 to 10, the untrained layers of the broken VGG_38 1e-5 to 1e-14.
   */
  public static final double TRAINED = 1e-3;

  private static final Pattern CONVOLUTION = Pattern.compile(".*_conv_[0-9]+");
  private static final Pattern STAGE = Pattern.compile("(?:reduction_)?block_([0-9]+)_.*");

  public GradientFlow {
    layers = List.copyOf(layers);
    activations = List.copyOf(activations);
  }

  /**
   * At an epoch's end of an imported run.
   *
   * @param order see {@link RunEvent.EpochMetrics#imported}
   */
  public static GradientFlow imported(int epoch, long order, List<LayerGradient> layers) {
    return new GradientFlow(epoch, order, true, layers, List.of());
  }

  /** Whether it is one of those: its step is not known. */
  public boolean isImported() {
    return step < 0 && !layers.isEmpty() && layers.stream().allMatch(LayerGradient::isMeanOnly);
  }

  /**
   * mean |g| of the first convolution after the entry block over that of the last convolution.
   * Empty where there are fewer than two such convolutions or the denominator is 0 or not a number.
   */
  public OptionalDouble gradientRatio() {
    var convolutions = convolutions();
    if (convolutions.size() < 2) {
      return OptionalDouble.empty();
    }
    double last = convolutions.get(convolutions.size() - 1).meanAbs();
    return last > 0
        ? OptionalDouble.of(convolutions.get(0).meanAbs() / last)
        : OptionalDouble.empty();
  }

  /** log10 of gradient_ratio's inverse: how many powers of ten the gradient loses on its way. */
  public OptionalDouble decadesLost() {
    return decades(gradientRatio());
  }

  static OptionalDouble decades(OptionalDouble ratio) {
    return ratio.isPresent() ? OptionalDouble.of(-Math.log10(ratio.getAsDouble())) : ratio;
  }

  /**
   * The same by stage. In the broken VGG_38 the gradient is a staircase: flat within a stage, with
   * a cliff at each stage's end.
   */
  public List<StageFlow> stages() {
    var byStage = new TreeMap<Integer, List<LayerGradient>>();
    for (LayerGradient g : convolutions()) {
      var match = STAGE.matcher(g.layer());
      if (match.matches()) {
        byStage.computeIfAbsent(Integer.valueOf(match.group(1)), stage -> new ArrayList<>()).add(g);
      }
    }
    return byStage.entrySet().stream()
        .map(
            e -> {
              LayerGradient first = e.getValue().get(0);
              LayerGradient last = e.getValue().get(e.getValue().size() - 1);
              return new StageFlow(
                  e.getKey(), first.layer(), first.meanAbs(), last.layer(), last.meanAbs());
            })
        .toList();
  }

  /**
   * How many of the layers with weights (convolutions, the linear layer) get a gradient worth
   * speaking of: mean |g| of at least {@code share} of the last convolution's.
   */
  public int trainedDepth(double share) {
    var convolutions = convolutions();
    if (convolutions.isEmpty()) {
      return depth();
    }
    double least = share * convolutions.get(convolutions.size() - 1).meanAbs();
    return (int)
        layers.stream()
            .filter(GradientFlow::hasWeights)
            .filter(g -> g.meanAbs() > 0 && g.meanAbs() >= least)
            .count();
  }

  /** Layers with weights on the way to the main head: convolutions and its linear layer. */
  public int depth() {
    return (int) layers.stream().filter(GradientFlow::hasWeights).count();
  }

  /** Those after the entry block. */
  private List<LayerGradient> convolutions() {
    return layers.stream()
        .filter(g -> isConvolution(g) && !g.layer().startsWith("input_conv"))
        .toList();
  }

  private static boolean hasWeights(LayerGradient g) {
    return isConvolution(g) || g.layer().startsWith("weight_logit");
  }

  private static boolean isConvolution(LayerGradient g) {
    return CONVOLUTION.matcher(g.layer()).matches();
  }
}
