package gradlab.compute.onednn;

import gradlab.compute.DropoutMask;
import gradlab.network.Operation;
import org.bytedeco.javacpp.FloatPointer;

/** Dropout: the product with a mask drawn on the host before each training pass. */
final class DropoutNode implements Node {
  private final Build build;
  private final Operation.Dropout op;
  private final float[] drawn;
  private final FloatPointer host;
  private Tensor mask;

  DropoutNode(Build build, Operation.Dropout op) {
    this.build = build;
    this.op = op;
    long[] dims = build.dims(op.output());
    this.drawn = new float[build.training ? Math.toIntExact(dims[0] * dims[1]) : 0];
    this.host = build.assembly.hostMemory(drawn.length);
  }

  /**
   * @param seed of the pass
   */
  void draw(long seed) {
    DropoutMask.draw(seed, op, drawn);
    host.put(drawn);
  }

  @Override
  public void forward() {
    var x = build.values.get(op.input());
    if (build.training) {
      long[] dims = build.dims(op.output());
      var plain = build.assembly.external(Layouts.plain(dims), dims);
      plain.bind(host.address());
      mask = build.tensor(op.output());
      build.assembly.reorder(build.forward, "dropout", plain, mask);
      var y = build.tensor(op.output());
      build.assembly.product(build.forward, "dropout fwd", x, mask, y);
      build.values.put(op.output(), y);
    } else {
      build.values.put(op.output(), x);
    }
    build.values.used(op.input());
  }

  @Override
  public void backward() {
    var dy = build.diffs.take(op.output());
    var dx = build.diff(op.input());
    build.assembly.product(build.backward, "dropout bwd", dy, mask, dx);
    build.diffs.release(dy);
    build.diffs.give(op.input(), dx);
  }
}
