package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_nchw;

import gradlab.network.NetworkDeclaration;
import gradlab.network.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network as two lists of primitives, for one batch size and one mode. Everything is made once,
 * at the latest by the first run; the others allocate nothing.
 */
final class Program implements AutoCloseable {
  private final Build build;
  private final Tensor images;
  private final Tensor logits;
  private final Tensor logitsDiff;
  private final List<Node> nodes = new ArrayList<>();
  private final List<DropoutNode> dropouts = new ArrayList<>();

  /**
   * @param layoutTag of all activations
   * @throws UnsupportedOperation if oneDNN cannot do it
   */
  Program(NetworkDeclaration declaration, Views views, int batch, boolean training, int layoutTag) {
    build = new Build(declaration, views, batch, training, layoutTag);
    try {
      var assembly = build.assembly;
      images = assembly.external(Layouts.of(dnnl_nchw, build.dims(0)), build.dims(0));
      long width = (long) declaration.heads().size() * declaration.spec().classes();
      logits = assembly.external(Layouts.plain(batch, width), batch, width);
      logitsDiff = assembly.external(Layouts.plain(batch, width), batch, width);
      build.values.put(0, images);
      var maker = new NodeMaker();
      for (var op : declaration.operations()) {
        op.accept(maker);
        nodes.get(nodes.size() - 1).forward();
      }
      if (training) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
          nodes.get(i).backward();
        }
      }
    } catch (UnsupportedOperation e) {
      close();
      throw e;
    }
  }

  int batch() {
    return build.batch;
  }

  long bytes() {
    return build.assembly.bytes();
  }

  void bind(long base) {
    build.assembly.bind(base);
  }

  /**
   * Reads the images, writes the logits.
   *
   * @param seed of what a training pass draws
   */
  void forward(INDArray from, INDArray to, long seed) {
    dropouts.forEach(d -> d.draw(seed));
    images.bind(Views.addressOf(from));
    logits.bind(Views.addressOf(to));
    build.forward.forEach(Primitive::execute);
  }

  /** Writes every gradient. */
  void backward(INDArray diff) {
    logitsDiff.bind(Views.addressOf(diff));
    build.backward.forEach(Primitive::execute);
  }

  /**
   * A copy of a value after the last forward pass, N x C x S x S; in training only.
   *
   * @param room for at least as many numbers; the result is a view of its beginning
   */
  INDArray read(int value, INDArray room) {
    long[] dims = build.dims(value);
    long length = dims[0] * dims[1] * dims[2] * dims[3];
    var array = room.get(NDArrayIndex.interval(0, length)).reshape('c', dims);
    try (var assembly = new Assembly()) {
      var plain = assembly.external(Layouts.plain(dims), dims);
      plain.bind(Views.addressOf(array));
      var list = new ArrayList<Primitive>();
      assembly.reorder(list, "read", build.values.get(value), plain);
      list.forEach(Primitive::execute);
    }
    return array;
  }

  @Override
  public void close() {
    build.assembly.close();
  }

  /** Which node puts an operation together. */
  private final class NodeMaker implements Operation.Visitor {
    @Override
    public void convolution(Operation.Convolution op) {
      nodes.add(new ConvolutionNode(build, op));
    }

    @Override
    public void batchNorm(Operation.BatchNorm op) {
      nodes.add(new BatchNormNode(build, op));
    }

    @Override
    public void leakyRelu(Operation.LeakyRelu op) {
      nodes.add(new LeakyReluNode(build, op));
    }

    @Override
    public void averagePool(Operation.AveragePool op) {
      nodes.add(new AveragePoolNode(build, op.input(), op.output(), 2));
    }

    @Override
    public void add(Operation.Add op) {
      nodes.add(new AddNode(build, op));
    }

    @Override
    public void concat(Operation.Concat op) {
      nodes.add(new ConcatNode(build, op));
    }

    @Override
    public void globalPool(Operation.GlobalPool op) {
      int side = build.declaration.sizes().get(op.input());
      nodes.add(new AveragePoolNode(build, op.input(), op.output(), side));
    }

    @Override
    public void linear(Operation.Linear op) {
      int head = build.declaration.heads().indexOf(op.output());
      nodes.add(
          new LinearNode(
              build,
              op,
              head < 0
                  ? Optional.empty()
                  : Optional.of(
                      new LinearNode.Head(columns(logits, head), columns(logitsDiff, head)))));
    }

    @Override
    public void sigmoid(Operation.Sigmoid op) {
      nodes.add(new SigmoidNode(build, op));
    }

    @Override
    public void scale(Operation.Scale op) {
      nodes.add(new ScaleNode(build, op));
    }

    @Override
    public void dropout(Operation.Dropout op) {
      var node = new DropoutNode(build, op);
      nodes.add(node);
      if (build.training) {
        dropouts.add(node);
      }
    }

    private Tensor columns(Tensor all, int head) {
      long classes = build.declaration.spec().classes();
      return all.part(new long[] {build.batch, classes}, new long[] {0, head * classes});
    }
  }
}
