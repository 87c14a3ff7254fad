package gradlab.weights.format;

/** Arrays whose first index runs fastest. */
final class FortranOrder {
  private FortranOrder() {}

  /** The same array with its last index running fastest. */
  static float[] toC(float[] values, long[] shape) {
    var result = new float[values.length];
    var index = new int[shape.length];
    var strides = new int[shape.length]; // of the result, in elements
    int stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride = Math.toIntExact(stride * shape[d]);
    }
    int at = 0;
    for (float value : values) {
      result[at] = value;
      for (int d = 0; d < shape.length; d++) {
        at += strides[d];
        if (++index[d] < shape[d]) {
          break;
        }
        at -= index[d] * strides[d];
        index[d] = 0;
      }
    }
    return result;
  }
}
