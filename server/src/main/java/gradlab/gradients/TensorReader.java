package gradlab.gradients;

import gradlab.domain.LayerGradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One copy of a flat vector on the host, reduced tensor by tensor. Sums are in double: the broken
 * VGG_38 has gradients of 1e-18, whose squares float32 cannot hold.
 */
final class TensorReader {
  private final float[] values;

  TensorReader(INDArray vector) {
    values = vector.reshape('c', new long[] {vector.length()}).toFloatVector();
  }

  double norm(int from, int length) {
    double squares = 0;
    for (int i = from; i < from + length; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.sqrt(squares);
  }

  /**
   * @param scale what each element is multiplied by
   */
  LayerGradient statistics(String layer, int from, int length, double scale) {
    double sum = 0;
    double squares = 0;
    double max = 0;
    int zeros = 0;
    for (int i = from; i < from + length; i++) {
      double g = Math.abs((double) values[i]);
      sum += g;
      squares += g * g;
      max = Math.max(max, g);
      if (g == 0) {
        zeros++;
      }
    }
    return new LayerGradient(
        layer,
        sum / length * scale,
        Math.sqrt(squares) * scale,
        max * scale,
        (double) zeros / length,
        0,
        length);
  }
}
