package gradlab.weights.format;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Sizes of tensors that a file claims: nothing of them is believed before it is checked. */
final class Shapes {
  /** NumPy's own limit. */
  static final int MOST_DIMENSIONS = 32;

  private Shapes() {}

  /**
   * Bytes of a tensor.
   *
   * @throws BadWeightsException if they do not fit 63 bits
   */
  static long bytes(String name, long[] shape, ElementType type) throws BadWeightsException {
    try {
      return Math.multiplyExact(Arrays.stream(shape).reduce(1, Math::multiplyExact), type.bytes());
    } catch (ArithmeticException e) {
      throw new BadWeightsException(
          "'%s' has the impossible shape %s".formatted(name, text(shape)), e);
    }
  }

  /** As Python writes a tuple. */
  static String text(long[] shape) {
    var sizes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return shape.length == 1 ? "(" + sizes + ",)" : "(" + sizes + ")";
  }
}
