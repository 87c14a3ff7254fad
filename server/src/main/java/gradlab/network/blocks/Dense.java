package gradlab.network.blocks;

import gradlab.network.NetworkBuilder;

/**
 * Two layers of batch norm, LeakyReLU and convolution to {@code growth} channels, each output
 * concatenated behind its input; the reduction block brings the channels back to {@code filters}.
 */
public final class Dense implements BlockType {
  @Override
  public String name() {
    return "dense";
  }

  @Override
  public boolean grows() {
    return true;
  }

  @Override
  public int processing(NetworkBuilder b, String block, int x) {
    for (int i = 0; i < 2; i++) {
      int y = b.leakyRelu(b.batchNorm(block + ".bn_" + i, x));
      x = b.concat(x, b.convolution(block + ".conv_" + i, y, b.spec().layers().growth(), false));
    }
    return x;
  }

  @Override
  public int reduction(NetworkBuilder b, String block, int x) {
    return BlockType.batchNormReduction(b, block, x);
  }
}
