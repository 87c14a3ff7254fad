package gradlab.model;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Softmax cross-entropy of the main head plus a weighted sum of the companion heads', exact in the
 * tails (DL4J's own clips the probabilities). Logits are N x (heads * classes), labels N x classes,
 * one-hot.
 */
public final class SoftmaxCrossEntropy implements ILossFunction {
  private static final long serialVersionUID = 1L;

  @JsonProperty private double auxiliaryWeight;

  /** For DL4J's JSON. */
  public SoftmaxCrossEntropy() {}

  /**
   * @param auxiliaryWeight weight of each companion head
   */
  public SoftmaxCrossEntropy(double auxiliaryWeight) {
    this.auxiliaryWeight = auxiliaryWeight;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
    double sum = computeScoreArray(labels, logits, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
    INDArray loss = null;
    for (int head = 0; head < heads(labels, logits); head++) {
      var log = logSoftmax(head(logits, head, labels.size(1)));
      var one = log.mul(labels).sum(true, 1).negi();
      loss = head == 0 ? one : loss.addi(one.muli(auxiliaryWeight));
    }
    return loss;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
    var gradient = logits.ulike();
    for (int head = 0; head < heads(labels, logits); head++) {
      var softmax = Transforms.exp(logSoftmax(head(logits, head, labels.size(1))), false);
      softmax.subi(labels);
      if (head > 0) {
        softmax.muli(auxiliaryWeight);
      }
      head(gradient, head, labels.size(1)).assign(softmax);
    }
    return gradient;
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, logits, activation, mask, average),
        computeGradient(labels, logits, activation, mask));
  }

  @Override
  public String name() {
    return "SoftmaxCrossEntropy";
  }

  private static int heads(INDArray labels, INDArray logits) {
    return Math.toIntExact(logits.size(1) / labels.size(1));
  }

  private static INDArray head(INDArray logits, int head, long classes) {
    return logits.get(
        NDArrayIndex.all(), NDArrayIndex.interval(head * classes, (head + 1) * classes));
  }

  private static INDArray logSoftmax(INDArray logits) {
    var shifted = logits.subColumnVector(logits.max(true, 1));
    var logSum = Transforms.log(Transforms.exp(shifted, true).sum(true, 1), false);
    return shifted.subiColumnVector(logSum);
  }
}
