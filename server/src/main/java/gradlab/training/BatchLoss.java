package gradlab.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Softmax cross-entropy of a batch with its derivative, on the host: 100 rows of 100 numbers. The
 * same function as {@link gradlab.model.SoftmaxCrossEntropy}, which is what DL4J saves.
 */
final class BatchLoss {
  private final int classes;
  private final double auxiliaryWeight;
  private double[] z = {};
  private float[] single = {};

  /**
   * @param classes of one head
   * @param auxiliaryWeight weight of each companion head's loss
   */
  BatchLoss(int classes, double auxiliaryWeight) {
    this.classes = classes;
    this.auxiliaryWeight = auxiliaryWeight;
  }

  /**
   * @param logits N x (heads * classes), main head first
   */
  BatchResult of(INDArray logits, int[] labels) {
    read(logits);
    int width = Math.toIntExact(logits.size(1));
    double loss = 0;
    int right = 0;
    for (int n = 0; n < labels.length; n++) {
      int row = n * width;
      int best = row;
      for (int k = row + 1; k < row + classes; k++) {
        if (z[k] > z[best]) {
          best = k;
        }
      }
      double label = z[row + labels[n]];
      loss += softmax(row, z[best]) - label;
      if (best == row + labels[n]) {
        right++;
      }
    }
    return new BatchResult(loss / labels.length, (double) right / labels.length);
  }

  /**
   * The same, and the derivative of the whole loss, summed over the batch, by every logit.
   *
   * @param derivative in the shape of the logits, overwritten
   */
  BatchResult of(INDArray logits, int[] labels, INDArray derivative) {
    var result = of(logits, labels); // leaves the main head's softmax in z
    int width = Math.toIntExact(logits.size(1));
    for (int n = 0; n < labels.length; n++) {
      for (int head = 0; head < width / classes; head++) {
        int row = n * width + head * classes;
        if (head > 0) {
          softmax(row, max(row));
        }
        z[row + labels[n]] -= 1;
        for (int k = row; head > 0 && k < row + classes; k++) {
          z[k] *= auxiliaryWeight;
        }
      }
    }
    write(derivative);
    return result;
  }

  private double max(int row) {
    double max = z[row];
    for (int k = row + 1; k < row + classes; k++) {
      max = Math.max(max, z[k]);
    }
    return max;
  }

  /**
   * Turns a row of logits into probabilities.
   *
   * @return log of the sum of its exponentials
   */
  private double softmax(int row, double max) {
    double sum = 0;
    for (int k = row; k < row + classes; k++) {
      z[k] = Math.exp(z[k] - max);
      sum += z[k];
    }
    for (int k = row; k < row + classes; k++) {
      z[k] /= sum;
    }
    return max + Math.log(sum);
  }

  private void read(INDArray logits) {
    int length = Math.toIntExact(logits.length());
    if (logits.dataType() != DataType.FLOAT) {
      z = logits.reshape('c', new long[] {length}).toDoubleVector();
      return;
    }
    if (z.length != length) {
      z = new double[length];
      single = new float[length];
    }
    logits.data().asNioFloat().get(single);
    for (int i = 0; i < length; i++) {
      z[i] = single[i];
    }
  }

  private void write(INDArray derivative) {
    if (derivative.dataType() != DataType.FLOAT) {
      derivative.assign(Nd4j.createFromArray(z).reshape(derivative.shape()));
      return;
    }
    for (int i = 0; i < z.length; i++) {
      single[i] = (float) z[i];
    }
    derivative.data().asNioFloat().put(single);
  }
}
