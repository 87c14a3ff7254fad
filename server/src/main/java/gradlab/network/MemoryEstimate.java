package gradlab.network;

import java.util.List;

/**
 * About what a worker needs to train a network: known before anything is allocated, since a native
 * allocation that fails ends the process. A test holds it against what is planned and used.
 *
 * @param fixedBytes of the process, whatever the batch
 * @param bytesPerImage of a batch
 */
public record MemoryEstimate(long fixedBytes, long bytesPerImage) {
  /** JVM, ND4J, oneDNN and their buffers, resident after some steps of a batch of 1 (measured). */
  private static final long PROCESS_BYTES = 180L << 20;

  /** Parameters, gradients, Adam's two moments, a checkpoint's copy. */
  private static final int COPIES_OF_PARAMETERS = 5;

  /** Diffs that live at a time. */
  private static final double DIFFS = 3;

  /** Winograd's transformed input and output: 36 numbers for 16, each. */
  private static final double SCRATCH = 2 * 36 / 16.0;

  /** Images in a batch: prefetched three times, and as the network's input. */
  private static final int COPIES_OF_IMAGES = 4;

  public static MemoryEstimate of(NetworkDeclaration declaration) {
    long kept = 0;
    long largest = 0;
    var consumers = declaration.consumers();
    for (var op : declaration.operations()) {
      long elements = declaration.elements(op.output());
      largest = Math.max(largest, elements);
      if (!writesOverItsInput(op, consumers)) {
        kept += elements;
      }
    }
    double perImage =
        kept + (DIFFS + SCRATCH) * largest + COPIES_OF_IMAGES * declaration.elements(0);
    return new MemoryEstimate(
        PROCESS_BYTES + COPIES_OF_PARAMETERS * Float.BYTES * declaration.parameterCount(),
        Math.round(perImage * Float.BYTES));
  }

  /** Activations and additions need no memory of their own where nobody else reads their input. */
  private static boolean writesOverItsInput(Operation op, List<List<Operation>> consumers) {
    return (op instanceof Operation.LeakyRelu || op instanceof Operation.Add)
        && consumers.get(op.input()).size() == 1;
  }

  public long bytes(int batch) {
    return fixedBytes + batch * bytesPerImage;
  }

  /** The largest batch for so much memory; 0 where not even one image fits. */
  public long largestBatch(long bytes) {
    return Math.max(0, (bytes - fixedBytes) / bytesPerImage);
  }
}
