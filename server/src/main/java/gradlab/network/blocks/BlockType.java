package gradlab.network.blocks;

import gradlab.network.NetworkBuilder;

/**
 * A kind of block, chosen by name; declares its operations and nothing else. docs/blocks.md shows
 * how to add one.
 */
public interface BlockType {
  /** The name users type. */
  String name();

  /** Whether {@code growth} means something to it. */
  default boolean grows() {
    return false;
  }

  /**
   * A processing block: keeps the map's size.
   *
   * @param block the course's name of the block, prefix of its parameters
   * @param x the value it works on
   * @return the value it gives
   */
  int processing(NetworkBuilder b, String block, int x);

  /** A reduction block: halves width and height and gives {@code filters} channels. */
  default int reduction(NetworkBuilder b, String block, int x) {
    int filters = b.spec().filters();
    int y = b.leakyRelu(b.convolution(block + ".conv_0", x, filters, true));
    y = b.averagePool(y);
    return b.leakyRelu(b.convolution(block + ".conv_1", y, filters, true));
  }

  /**
   * The reduction block with batch norm between convolution and activation; convolutions keep their
   * bias.
   */
  static int batchNormReduction(NetworkBuilder b, String block, int x) {
    int filters = b.spec().filters();
    int y = b.convolution(block + ".conv_0", x, filters, true);
    y = b.averagePool(b.leakyRelu(b.batchNorm(block + ".bn_0", y)));
    y = b.convolution(block + ".conv_1", y, filters, true);
    return b.leakyRelu(b.batchNorm(block + ".bn_1", y));
  }
}
