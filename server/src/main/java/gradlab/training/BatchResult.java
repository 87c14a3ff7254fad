package gradlab.training;

/**
 * What a batch gave on the main head.
 *
 * @param loss mean cross-entropy over the batch
 * @param accuracy share of images whose largest logit is the label's, 0..1
 */
public record BatchResult(double loss, double accuracy) {}
