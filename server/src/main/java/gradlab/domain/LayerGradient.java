package gradlab.domain;

/**
 * The gradient of one parameter tensor at one step: of the training loss (mean over the batch),
 * before weight decay, clipping and the optimiser.
 *
 * @param layer the layer's name as in the course's figures, for example reduction_block_0_conv_1
 * @param meanAbs mean |g|
 * @param l2Norm L2 norm of g
 * @param maxAbs max |g|
 * @param zeroShare share of the elements that are exactly zero, 0..1
 * @param updateRatio L2 norm of the optimiser's update over the L2 norm of the weights before it
 * @param elements number of elements
 */
public record LayerGradient(
    String layer,
    double meanAbs,
    double l2Norm,
    double maxAbs,
    double zeroShare,
    double updateRatio,
    long elements) {

  /** Of an imported run: only the mean is known. */
  public static LayerGradient meanOnly(String layer, double meanAbs) {
    return new LayerGradient(layer, meanAbs, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
  }

  /** Whether it is one of those; a tensor without elements has no gradient. */
  public boolean isMeanOnly() {
    return elements == 0
        && Double.isNaN(l2Norm)
        && Double.isNaN(maxAbs)
        && Double.isNaN(zeroShare)
        && Double.isNaN(updateRatio);
  }
}
