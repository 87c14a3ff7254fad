package gradlab.compute.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;

/** Arithmetic of gates: numbers from 0 to 1, and channels times such numbers. */
final class Nd4jGates {
  private Nd4jGates() {}

  static void sigmoid(INDArray x, INDArray y) {
    Nd4j.getExecutioner().exec(new Sigmoid(x, y));
  }

  /** dy times y (1 - y), in place; y is the sigmoid's output. */
  static void sigmoidBackward(INDArray y, INDArray dy, INDArray scratch) {
    y.rsub(1, scratch);
    scratch.muli(y);
    dy.muli(scratch);
  }

  /**
   * @param x N x C x S x S
   * @param factors N x C
   */
  static void scale(INDArray x, INDArray factors, INDArray y) {
    y.assign(x);
    Nd4jOps.rows(y).muliColumnVector(column(factors));
  }

  /** The factors' diff from that of the output, each the sum over its map. */
  static void scaleBackward(INDArray x, INDArray dy, INDArray dfactors, INDArray scratch) {
    x.mul(dy, scratch);
    var rows = Nd4jOps.rows(scratch);
    Nd4j.matmul(rows, Nd4j.ones(x.dataType(), rows.size(1), 1), column(dfactors));
  }

  private static INDArray column(INDArray factors) {
    return factors.reshape('c', new long[] {factors.length(), 1});
  }
}
