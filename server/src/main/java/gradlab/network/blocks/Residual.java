package gradlab.network.blocks;

import gradlab.network.NetworkBuilder;

/** The block's input is added before its last activation; no shortcut in reduction blocks. */
public final class Residual implements BlockType {
  @Override
  public String name() {
    return "residual";
  }

  @Override
  public int processing(NetworkBuilder b, String block, int x) {
    int filters = b.spec().filters();
    int y = b.leakyRelu(b.convolution(block + ".conv_0", x, filters, false));
    return b.leakyRelu(b.add(b.convolution(block + ".conv_1", y, filters, false), x));
  }
}
