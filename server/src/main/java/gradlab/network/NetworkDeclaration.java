package gradlab.network;

import gradlab.network.blocks.BlockType;
import gradlab.network.blocks.BlockTypes;
import java.util.List;

/**
 * A network as a list of operations on numbered values, and the parameters they use, in the
 * course's construction order.
 *
 * @param channels channels of each value
 * @param sizes width and height of each value; 1 for N x C values
 * @param heads the values that hold logits: the main head first, then the companions by stage
 */
public record NetworkDeclaration(
    NetworkSpec spec,
    List<Operation> operations,
    List<Parameter> parameters,
    List<Integer> channels,
    List<Integer> sizes,
    List<Integer> heads) {

  /**
   * The course's VGG: entry, then for each stage its blocks and a reduction block, then mean and
   * linear layer.
   *
   * @throws IllegalArgumentException if the block type is unknown or the images are too small for
   *     the stages
   */
  public static NetworkDeclaration of(NetworkSpec spec) {
    var b = new NetworkBuilder(spec);
    BlockType block = BlockTypes.byName(spec.block());
    int x = b.convolution("input_conv.conv_0", 0, spec.filters(), false);
    x = b.leakyRelu(b.batchNorm("input_conv.bn_0", x));
    for (int stage = 0; stage < spec.stages(); stage++) {
      for (int i = 0; i < spec.blocksPerStage(); i++) {
        x = block.processing(b, "block_%d_%d".formatted(stage, i), x);
      }
      x = block.reduction(b, "reduction_block_%d".formatted(stage), x);
      if (spec.auxiliaryWeight() > 0 && stage < spec.stages() - 1) {
        b.companionHead(b.linear("aux_linear_layer_" + stage, b.globalPool(x), spec.classes()));
      }
    }
    b.mainHead(b.linear("logit_linear_layer", b.globalPool(x), spec.classes()));
    return b.build();
  }

  /** Number of trained parameters. */
  public long parameterCount() {
    return parameters.stream().filter(Parameter::trained).mapToLong(Parameter::length).sum();
  }

  /** Per-image elements of a value. */
  public long elements(int value) {
    return (long) channels.get(value) * sizes.get(value) * sizes.get(value);
  }
}
