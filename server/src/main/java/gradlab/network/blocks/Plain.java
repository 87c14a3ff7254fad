package gradlab.network.blocks;

import gradlab.network.NetworkBuilder;

/** The course's conv_block: two convolutions without bias, each followed by LeakyReLU. */
public final class Plain implements BlockType {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public int processing(NetworkBuilder b, String block, int x) {
    int filters = b.spec().filters();
    int y = b.leakyRelu(b.convolution(block + ".conv_0", x, filters, false));
    return b.leakyRelu(b.convolution(block + ".conv_1", y, filters, false));
  }
}
