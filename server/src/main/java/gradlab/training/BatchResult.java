package gradlab.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a batch gave on the main head.
 *
 * @param loss mean cross-entropy over the batch
 * @param accuracy share of images whose largest logit is the label's, 0..1
 */
public record BatchResult(double loss, double accuracy) {

  /**
   * @param logits N x (heads * classes), main head first
   * @param classes of one head
   */
  static BatchResult of(INDArray logits, int[] labels, int classes) {
    int width = Math.toIntExact(logits.size(1));
    double[] z = logits.reshape('c', new long[] {logits.length()}).toDoubleVector();
    double loss = 0;
    int right = 0;
    for (int n = 0; n < labels.length; n++) {
      int row = n * width;
      int best = 0;
      for (int k = 1; k < classes; k++) {
        if (z[row + k] > z[row + best]) {
          best = k;
        }
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(z[row + k] - z[row + best]);
      }
      loss += Math.log(sum) + z[row + best] - z[row + labels[n]];
      if (best == labels[n]) {
        right++;
      }
    }
    return new BatchResult(loss / labels.length, (double) right / labels.length);
  }
}
