package gradlab.network.blocks;

import gradlab.network.NetworkBuilder;

/** Batch norm between each convolution and its activation, in the reduction blocks too. */
public final class BatchNormed implements BlockType {
  @Override
  public String name() {
    return "bn";
  }

  @Override
  public int processing(NetworkBuilder b, String block, int x) {
    int filters = b.spec().filters();
    int y = b.convolution(block + ".conv_0", x, filters, false);
    y = b.leakyRelu(b.batchNorm(block + ".bn_0", y));
    y = b.convolution(block + ".conv_1", y, filters, false);
    return b.leakyRelu(b.batchNorm(block + ".bn_1", y));
  }

  @Override
  public int reduction(NetworkBuilder b, String block, int x) {
    return BlockType.batchNormReduction(b, block, x);
  }
}
