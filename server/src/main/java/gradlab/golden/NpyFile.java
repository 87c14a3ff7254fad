package gradlab.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A NumPy array file, version 1 or 2, C order, little-endian float32 or int32. */
final class NpyFile {
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr': *'([^']+)'.*'fortran_order': *(True|False).*'shape': *\\(([^)]*)\\)");

  private final long[] shape;
  private final String type;
  private final ByteBuffer data;

  private NpyFile(long[] shape, String type, ByteBuffer data) {
    this.shape = shape;
    this.type = type;
    this.data = data;
  }

  /**
   * @throws IOException if it cannot be read or is not such a file; the message names it
   */
  static NpyFile read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.capacity() < 12 || bytes.getInt(0) != 0x4d554e93 || bytes.getShort(4) != 0x5950) {
      throw new IOException(file + " is not a NumPy file");
    }
    int start = bytes.get(6) == 1 ? 10 : 12;
    int length = bytes.get(6) == 1 ? bytes.getShort(8) & 0xffff : bytes.getInt(8);
    if (length < 0 || start + length > bytes.capacity()) {
      throw new IOException(file + ": its header is cut off");
    }
    var header = new String(bytes.array(), start, length, StandardCharsets.US_ASCII);
    Matcher m = HEADER.matcher(header);
    if (!m.find() || m.group(2).equals("True") || !m.group(1).matches("<f4|<i4")) {
      throw new IOException(file + ": only C-order <f4 and <i4 are read, not " + header.strip());
    }
    long[] shape =
        Arrays.stream(m.group(3).split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    var data = bytes.position(start + length).slice().order(ByteOrder.LITTLE_ENDIAN);
    if (data.capacity() != 4 * Arrays.stream(shape).reduce(1, Math::multiplyExact)) {
      throw new IOException(file + ": its length does not fit its shape " + Arrays.toString(shape));
    }
    return new NpyFile(shape, m.group(1), data);
  }

  long[] shape() {
    return shape.clone();
  }

  float[] floats() {
    if (!type.equals("<f4")) {
      throw new IllegalStateException("holds " + type + ", not float32");
    }
    var values = new float[data.capacity() / 4];
    data.asFloatBuffer().get(values);
    return values;
  }

  int[] ints() {
    if (!type.equals("<i4")) {
      throw new IllegalStateException("holds " + type + ", not int32");
    }
    var values = new int[data.capacity() / 4];
    data.asIntBuffer().get(values);
    return values;
  }
}
