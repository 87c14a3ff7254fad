package gradlab.gradients;

import gradlab.domain.LayerGradient;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One copy of a flat vector on the host, reduced tensor by tensor; the copy's memory is used again.
 * Sums are in double: the broken VGG_38 has gradients of 1e-18, whose squares float32 cannot hold.
 * Two sums at a time, since each addition waits for the one before it.
 */
final class TensorReader {
  private float[] values = {};

  /** What is reduced from now on. */
  void read(INDArray vector) {
    if (vector.dataType() != DataType.FLOAT) {
      values = vector.reshape('c', new long[] {vector.length()}).toFloatVector();
      return;
    }
    if (values.length != vector.length()) {
      values = new float[Math.toIntExact(vector.length())];
    }
    vector.data().asNioFloat().position(Math.toIntExact(vector.offset())).get(values);
  }

  double norm(int from, int length) {
    double even = 0;
    double odd = 0;
    int end = from + length;
    int i = from;
    for (; i + 1 < end; i += 2) {
      even += (double) values[i] * values[i];
      odd += (double) values[i + 1] * values[i + 1];
    }
    if (i < end) {
      even += (double) values[i] * values[i];
    }
    return Math.sqrt(even + odd);
  }

  /**
   * @param scale what each element is multiplied by
   */
  LayerGradient statistics(String layer, int from, int length, double scale) {
    double even = 0;
    double odd = 0;
    float max = 0;
    int zeros = 0;
    int end = from + length;
    int i = from;
    for (; i + 1 < end; i += 2) {
      float first = Math.abs(values[i]);
      float second = Math.abs(values[i + 1]);
      even += first;
      odd += second;
      max = Math.max(max, Math.max(first, second));
      zeros += (first == 0 ? 1 : 0) + (second == 0 ? 1 : 0);
    }
    if (i < end) {
      float last = Math.abs(values[i]);
      even += last;
      max = Math.max(max, last);
      zeros += last == 0 ? 1 : 0;
    }
    return new LayerGradient(
        layer,
        (even + odd) / length * scale,
        norm(from, length) * scale,
        max * scale,
        (double) zeros / length,
        0,
        length);
  }
}
