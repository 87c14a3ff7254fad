package gradlab.network.blocks;

import gradlab.network.NetworkBuilder;

/** Batch norm as in bn, and the block's input added before its last activation. */
public final class BatchNormedResidual implements BlockType {
  @Override
  public String name() {
    return "bn_residual";
  }

  @Override
  public int processing(NetworkBuilder b, String block, int x) {
    int filters = b.spec().filters();
    int y = b.convolution(block + ".conv_0", x, filters, false);
    y = b.leakyRelu(b.batchNorm(block + ".bn_0", y));
    y = b.batchNorm(block + ".bn_1", b.convolution(block + ".conv_1", y, filters, false));
    return b.leakyRelu(b.add(y, x));
  }

  @Override
  public int reduction(NetworkBuilder b, String block, int x) {
    return BlockType.batchNormReduction(b, block, x);
  }
}
