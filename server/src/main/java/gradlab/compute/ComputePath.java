package gradlab.compute;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Calculates a declared network. Reads parameters from and writes gradients to the views it was
 * made with; one thread at a time.
 */
public interface ComputePath extends AutoCloseable {
  /** The name in provenance: nd4j, onednn. */
  String name();

  /**
   * Seeds what the next training passes draw: dropout's masks, the same from the same seed on every
   * path. 0 to begin with.
   */
  void seed(long seed);

  /**
   * @param images N x 3 x S x S
   * @param training batch norm on the batch's statistics (and updating the running ones) instead of
   *     the running ones
   * @return logits, N x (heads * classes), main head first; valid until the next call
   */
  INDArray forward(INDArray images, boolean training);

  /**
   * Writes every gradient, summed over the batch as DL4J wants it, after a training forward pass.
   *
   * @param logitsGradient N x (heads * classes)
   */
  void backward(INDArray logitsGradient);

  /** Takes the output of one LeakyReLU: its layer's name as declared, and N x C x S x S. */
  @FunctionalInterface
  interface ActivationVisitor {
    void activation(String layer, INDArray output);
  }

  /**
   * Shows the output of each LeakyReLU in the last forward pass, a training one, in order; valid
   * inside the call only.
   */
  void visitActivations(ActivationVisitor visitor);

  /** Gives its native memory back. */
  @Override
  void close();
}
