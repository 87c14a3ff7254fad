package gradlab.network;

import gradlab.domain.DeepSupervision.Heads;
import gradlab.network.blocks.BlockType;
import gradlab.network.blocks.BlockTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A network as a list of operations on numbered values, and the parameters they use, in the
 * course's construction order.
 *
 * @param channels channels of each value
 * @param sizes width and height of each value; 1 for N x C values
 * @param vectors the values that are N x C; a map may be 1 x 1 as well
 * @param heads the values that hold logits: the main head first, then the companions from the entry
 *     on
 */
public record NetworkDeclaration(
    NetworkSpec spec,
    List<Operation> operations,
    List<Parameter> parameters,
    List<Integer> channels,
    List<Integer> sizes,
    Set<Integer> vectors,
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
    boolean afterBlocks = spec.supervision().filter(s -> s.heads() == Heads.BLOCK).isPresent();
    int x = b.convolution("input_conv.conv_0", 0, spec.filters(), false);
    x = b.leakyRelu(b.batchNorm("input_conv.bn_0", x));
    for (int stage = 0; stage < spec.stages(); stage++) {
      for (int i = 0; i < spec.blocksPerStage(); i++) {
        String name = "block_%d_%d".formatted(stage, i);
        x = block.processing(b, name, x);
        if (afterBlocks) {
          b.companionHead("aux_linear_layer_" + name, x);
        }
      }
      x = block.reduction(b, "reduction_block_%d".formatted(stage), x);
      if (spec.supervision().isPresent() && stage < spec.stages() - 1) {
        b.companionHead("aux_linear_layer_" + stage, x);
      }
    }
    b.mainHead("logit_linear_layer", x);
    return b.build();
  }

  /** The operations that read each value, in order; one that reads it twice is there twice. */
  public List<List<Operation>> consumers() {
    var consumers = new ArrayList<List<Operation>>();
    channels.forEach(value -> consumers.add(new ArrayList<>()));
    for (var op : operations) {
      op.inputs().forEach(value -> consumers.get(value).add(op));
    }
    return consumers;
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
