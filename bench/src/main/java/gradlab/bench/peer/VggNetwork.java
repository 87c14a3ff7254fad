package gradlab.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The course's VGG as gradlab declares it: entry, stages of blocks, mean over the map, linear. */
final class VggNetwork {
  private static final int COLOURS = 3;

  private final ConvolutionUnit entry;
  private final List<Block> blocks = new ArrayList<>();
  private final LinearImpl logits;

  VggNetwork(Question question) {
    int filters = question.integer("filters");
    String block = question.text("block");
    boolean batchNorm = block.startsWith("bn");
    boolean residual = block.equals("bn_residual");
    if (!block.equals("plain") && !block.equals("bn") && !residual) {
      throw new IllegalArgumentException("no block '" + block + "' here");
    }
    entry = new ConvolutionUnit(COLOURS, filters, false, true); // with batch norm in all of them
    for (int stage = 0; stage < question.integer("stages"); stage++) {
      for (int i = 0; i < question.integer("blocks_per_stage"); i++) {
        blocks.add(Block.Processing.of(filters, batchNorm, residual));
      }
      blocks.add(Block.Reduction.of(filters, batchNorm));
    }
    logits = new LinearImpl(filters, question.integer("classes"));
    if (question.flag("channels_last")) {
      convolutions().forEach(ConvolutionUnit::toChannelsLast);
    }
  }

  /**
   * @param images N x 3 x S x S; stays open
   * @return logits, N x classes
   */
  Tensor forward(Tensor images) {
    Tensor x = entry.forward(images);
    for (Block block : blocks) {
      x = block.forward(x);
    }
    Tensor mean = torch.adaptive_avg_pool2d(x, 1, 1);
    Tensor flat = mean.flatten(1, -1);
    Tensor y = logits.forward(flat);
    x.close();
    mean.close();
    flat.close();
    return y;
  }

  TensorVector parameters() {
    var all = new TensorVector();
    modules()
        .forEach(
            module -> {
              TensorVector own = module.parameters();
              for (long i = 0; i < own.size(); i++) {
                all.push_back(own.get(i));
              }
            });
    return all;
  }

  /** Batch norm on the batch's statistics, or on the running ones. */
  void training(boolean on) {
    modules().forEach(module -> module.train(on));
  }

  private Stream<ConvolutionUnit> convolutions() {
    return Stream.concat(
        Stream.of(entry), blocks.stream().flatMap(block -> block.convolutions().stream()));
  }

  private Stream<Module> modules() {
    return Stream.concat(
        convolutions().flatMap(unit -> unit.modules().stream()), Stream.of((Module) logits));
  }
}
