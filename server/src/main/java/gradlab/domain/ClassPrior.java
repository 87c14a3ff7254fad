package gradlab.domain;

import java.util.Arrays;

/**
 * What always answering with the training images' class frequencies costs: the best that a network
 * can do whose output does not depend on the image. A loss that stays there says that nothing else
 * was learnt.
 *
 * @param trainLoss cross-entropy of that answer on the training images: the entropy of their
 *     classes
 * @param valLoss the same on the validation images; infinite where one of their classes is not
 *     among the training images
 */
public record ClassPrior(double trainLoss, double valLoss) {

  /**
   * @param train class of each training image, at least one
   * @param val class of each validation image
   */
  public static ClassPrior of(int[] train, int[] val) {
    int classes = Math.max(max(train), max(val)) + 1;
    double[] trainShares = shares(train, classes);
    return new ClassPrior(
        crossEntropy(trainShares, trainShares), crossEntropy(shares(val, classes), trainShares));
  }

  private static int max(int[] labels) {
    return Arrays.stream(labels).max().orElse(0);
  }

  private static double[] shares(int[] labels, int classes) {
    var shares = new double[classes];
    for (int label : labels) {
      shares[label] += 1.0 / labels.length;
    }
    return shares;
  }

  private static double crossEntropy(double[] of, double[] answer) {
    double sum = 0;
    for (int k = 0; k < of.length; k++) {
      sum -= of[k] > 0 ? of[k] * Math.log(answer[k]) : 0;
    }
    return sum;
  }
}
