package gradlab.weights.format;

import java.util.Arrays;

/**
 * A named tensor to be written, as float32.
 *
 * @param shape as NumPy has it
 */
public record TensorShape(String name, long[] shape) {
  long elements() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Refuses values of another number. */
  void check(float[] values) {
    if (values.length != elements()) {
      throw new IllegalArgumentException(
          "%d values for %s of shape %s".formatted(values.length, name, Shapes.text(shape)));
    }
  }
}
