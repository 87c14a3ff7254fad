package gradlab.weights.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * An open file of named tensors. What the file says of itself is checked before memory is taken:
 * ask for the shapes, compare them with what is expected, then read the values. Whatever the file
 * holds, nothing but an IOException comes out: BadWeightsException where it is the file's fault.
 */
public sealed interface WeightsFile extends Closeable permits SafetensorsFile, NpzFile {
  /** In the file's order. */
  Set<String> names();

  /** The shape of one of the {@link #names}. */
  long[] shape(String name) throws IOException;

  /** The values of one of the {@link #names}, in C order, converted to float32. */
  float[] values(String name) throws IOException;

  /**
   * Opens a safetensors or npz file; which of the two it is, its first bytes say.
   *
   * @throws BadWeightsException if it is neither, or damaged
   */
  static WeightsFile open(Path file) throws IOException {
    return isZip(file) ? NpzFile.open(file) : SafetensorsFile.open(file);
  }

  private static boolean isZip(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var start = java.nio.ByteBuffer.allocate(4);
      return channel.read(start, 0) == 4 && start.getInt(0) == 0x504b0304;
    }
  }
}
