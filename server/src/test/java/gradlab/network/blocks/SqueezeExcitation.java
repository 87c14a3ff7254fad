package gradlab.network.blocks;

import gradlab.network.NetworkBuilder;

/**
 * A bn block whose output channels are weighed by what the whole map holds: squeeze-and-excitation
 * (Hu, Shen and Sun 2018). The weights come after the last activation, as the paper puts them in
 * networks without shortcuts.
 */
public final class SqueezeExcitation implements BlockType {
  private static final int REDUCTION = 4; // the paper's is 16, for 64 channels and more

  @Override
  public String name() {
    return "se";
  }

  @Override
  public int processing(NetworkBuilder b, String block, int x) {
    int filters = b.spec().filters();
    int y = b.convolution(block + ".conv_0", x, filters, false);
    y = b.leakyRelu(b.batchNorm(block + ".bn_0", y));
    y = b.convolution(block + ".conv_1", y, filters, false);
    y = b.leakyRelu(b.batchNorm(block + ".bn_1", y));

    int squeezed = b.globalPool(y); // N x C
    int few = b.linear(block + ".fc_0", squeezed, Math.max(1, filters / REDUCTION));
    int weights = b.sigmoid(b.linear(block + ".fc_1", b.leakyRelu(few), filters));
    return b.scale(y, weights);
  }

  @Override
  public int reduction(NetworkBuilder b, String block, int x) {
    return BlockType.batchNormReduction(b, block, x);
  }
}
