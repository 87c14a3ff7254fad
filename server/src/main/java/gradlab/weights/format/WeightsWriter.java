package gradlab.weights.format;

import java.io.IOException;

/**
 * Writes named tensors one after the other, so that never more than one of them is in memory. The
 * same tensors give the same bytes.
 */
public sealed interface WeightsWriter permits SafetensorsWriter, NpzWriter {
  /** The next tensor, in the order in which they were announced; values in C order. */
  void write(float[] values) throws IOException;

  /**
   * Ends the file; the stream below stays open.
   *
   * @throws IllegalStateException if an announced tensor was not written
   */
  void finish() throws IOException;
}
