package gradlab.weights.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A NumPy array file in memory: float16, float32, float64 or int32, in either order. */
public final class NpyArray {
  private final NpyHeader header;
  private final byte[] data;

  private NpyArray(NpyHeader header, byte[] data) {
    this.header = header;
    this.data = data;
  }

  /**
   * @throws IOException if it cannot be read
   * @throws BadWeightsException if it is not such a file; the message names it
   */
  public static NpyArray read(Path file) throws IOException {
    var in = new ByteArrayInputStream(Files.readAllBytes(file));
    var header = NpyHeader.read(file.toString(), in);
    byte[] data = in.readAllBytes();
    if (data.length != Shapes.bytes(header.name(), header.shape(), header.type())) {
      throw new BadWeightsException(
          "'%s' has %d bytes of elements, which do not fit its shape %s"
              .formatted(file, data.length, Shapes.text(header.shape())));
    }
    return new NpyArray(header, data);
  }

  public long[] shape() {
    return header.shape().clone();
  }

  /** In C order. */
  public float[] floats() throws IOException {
    return floats(header, new ByteArrayInputStream(data), data.length / header.type().bytes());
  }

  /**
   * The elements that follow a header, in C order.
   *
   * @param elements the shape's, already checked against what the caller expects
   */
  static float[] floats(NpyHeader header, InputStream in, int elements) throws IOException {
    float[] values =
        ElementReader.floats(header.name(), in, header.type(), header.order(), elements);
    if (in.read() >= 0) {
      throw new BadWeightsException(
          "'%s' is longer than its shape %s".formatted(header.name(), Shapes.text(header.shape())));
    }
    return header.fortranOrder() ? FortranOrder.toC(values, header.shape()) : values;
  }

  /**
   * @throws BadWeightsException if the elements are not int32 in C order
   */
  public int[] ints() throws BadWeightsException {
    if (header.type() != ElementType.I32 || header.fortranOrder()) {
      throw new BadWeightsException("'%s' is not int32 in C order".formatted(header.name()));
    }
    var values = new int[data.length / Integer.BYTES];
    ByteBuffer.wrap(data).order(header.order()).asIntBuffer().get(values);
    return values;
  }
}
