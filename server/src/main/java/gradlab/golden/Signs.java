package gradlab.golden;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which activations of a run's training passes were positive, LeakyReLU by LeakyReLU in order. */
final class Signs {
  private final List<BitSet> positive = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();

  /** Adds the output (or input: the signs are the same) of one LeakyReLU of one pass. */
  void add(INDArray activation) {
    double[] values = flat(activation);
    var bits = new BitSet(values.length);
    for (int i = 0; i < values.length; i++) {
      bits.set(i, values[i] > 0);
    }
    positive.add(bits);
    lengths.add(values.length);
  }

  /** Number of activations over all passes. */
  long count() {
    return lengths.stream().mapToLong(Integer::longValue).sum();
  }

  /** Number of LeakyReLUs over all passes. */
  int size() {
    return positive.size();
  }

  /** Number of activations of one LeakyReLU of one pass. */
  int length(int leakyRelu) {
    return lengths.get(leakyRelu);
  }

  boolean isPositive(int leakyRelu, int element) {
    return positive.get(leakyRelu).get(element);
  }

  /**
   * How many activations have another sign.
   *
   * @throws IllegalArgumentException if the other is not of the same network, batch and steps
   */
  long differing(Signs other) {
    if (!lengths.equals(other.lengths)) {
      throw new IllegalArgumentException(
          "signs of " + lengths + " activations beside " + other.lengths);
    }
    long differing = 0;
    for (int i = 0; i < positive.size(); i++) {
      var flipped = (BitSet) positive.get(i).clone();
      flipped.xor(other.positive.get(i));
      differing += flipped.cardinality();
    }
    return differing;
  }

  static double[] flat(INDArray array) {
    return array.dup('c').reshape('c', new long[] {array.length()}).toDoubleVector();
  }
}
