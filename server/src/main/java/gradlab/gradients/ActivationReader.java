package gradlab.gradients;

import gradlab.domain.LayerActivation;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Reduces a layer's output to {@link LayerActivation}. One pass over the values, sums in double:
 * the variance between images is what is left of the mean square after the batch's mean, of which
 * float32 would keep nothing in a layer that gives nearly the same for every image.
 */
final class ActivationReader {
  private float[] image = {};
  private double[] sums = {};

  /**
   * @param layer the declared name
   * @param output N x C x S x S
   */
  LayerActivation activation(String layer, INDArray output) {
    int channels = Math.toIntExact(output.size(1));
    int pixels = Math.toIntExact(output.size(2) * output.size(3));
    return read(layer, output, channels, pixels, true);
  }

  /**
   * @param layer the declared name
   * @param output N x C
   */
  LayerActivation logits(String layer, INDArray output) {
    int channels = Math.toIntExact(output.size(1));
    return read(layer, output, channels, 1, false);
  }

  private LayerActivation read(
      String layer, INDArray output, int channels, int pixels, boolean activated) {
    int units = channels * pixels;
    int batch = Math.toIntExact(output.size(0));
    prepare(units);
    FloatBuffer values = floats(output);
    double squares = 0;
    float max = 0;
    var positive = new boolean[channels];
    for (int n = 0; n < batch; n++) {
      values.get(image, 0, units);
      for (int c = 0; c < channels; c++) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = c * pixels; i < (c + 1) * pixels; i++) {
          float x = image[i];
          squares += (double) x * x;
          sums[i] += x;
          largest = Math.max(largest, x);
          max = Math.max(max, Math.abs(x));
        }
        positive[c] |= largest > 0;
      }
    }
    double meanSquare = squares / ((double) batch * units);
    double between = meanSquare - meanSquareOfMeans(units, batch);
    // Both are NaN where a value is; rounding may leave a difference of -1e-17.
    double spread = meanSquare == 0 ? 0 : Math.sqrt(Math.max(0, between / meanSquare));
    return new LayerActivation(
        layer.replace('.', '_'), // as in the course's figures
        Math.sqrt(meanSquare),
        max,
        spread,
        activated ? OptionalDouble.of(deadShare(positive)) : OptionalDouble.empty(),
        units);
  }

  private static double deadShare(boolean[] positive) {
    int dead = 0;
    for (boolean any : positive) {
      dead += any ? 0 : 1;
    }
    return (double) dead / positive.length;
  }

  private void prepare(int units) {
    if (image.length < units) {
      image = new float[units];
      sums = new double[units];
    }
    Arrays.fill(sums, 0, units, 0);
  }

  private double meanSquareOfMeans(int units, int batch) {
    double sum = 0;
    for (int i = 0; i < units; i++) {
      double mean = sums[i] / batch;
      sum += mean * mean;
    }
    return sum / units;
  }

  private static FloatBuffer floats(INDArray output) {
    if (output.dataType() == DataType.FLOAT && Shape.hasDefaultStridesForShape(output)) {
      return output.data().asNioFloat().position(Math.toIntExact(output.offset()));
    }
    return FloatBuffer.wrap(
        output.dup('c').reshape('c', new long[] {output.length()}).toFloatVector());
  }
}
