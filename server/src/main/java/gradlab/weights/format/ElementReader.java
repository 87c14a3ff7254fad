package gradlab.weights.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a tensor's elements from a stream, a buffer at a time. */
final class ElementReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private ElementReader() {}

  /**
   * @param elements already checked against what the caller expects: so many floats are allocated
   * @throws BadWeightsException if the type is no floating-point number or the stream is too short
   */
  static float[] floats(
      String name, InputStream in, ElementType type, ByteOrder order, int elements)
      throws IOException {
    if (!type.isReadAsFloat()) {
      throw new BadWeightsException(
          "'%s' has elements of type %s; float32, float64, float16 and bfloat16 are read"
              .formatted(name, type));
    }
    var values = new float[elements];
    var buffer = new byte[BUFFER_BYTES];
    int perBuffer = BUFFER_BYTES / type.bytes();
    for (int at = 0; at < elements; ) {
      int count = Math.min(perBuffer, elements - at);
      int bytes = count * type.bytes();
      if (in.readNBytes(buffer, 0, bytes) < bytes) {
        throw new BadWeightsException(
            "'%s' is cut off after %d of %d elements".formatted(name, at, elements));
      }
      var next = ByteBuffer.wrap(buffer, 0, bytes).order(order);
      for (int i = 0; i < count; i++) {
        values[at++] = type.floatOf(next);
      }
    }
    return values;
  }
}
