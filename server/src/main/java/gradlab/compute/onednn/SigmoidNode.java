package gradlab.compute.onednn;

import gradlab.network.Operation;

/** The sigmoid; what it gave is kept for its backward pass. */
final class SigmoidNode implements Node {
  private final Build build;
  private final Operation.Sigmoid op;

  SigmoidNode(Build build, Operation.Sigmoid op) {
    this.build = build;
    this.op = op;
  }

  @Override
  public void forward() {
    var y = build.tensor(op.output());
    Eltwise.SIGMOID.forward(build, build.forward, build.values.get(op.input()), y);
    build.values.put(op.output(), y);
    build.values.used(op.input());
  }

  @Override
  public void backward() {
    var y = build.values.get(op.output());
    var dy = build.diffs.take(op.output());
    build.diffs.give(op.input(), Eltwise.SIGMOID.backward(build, y, dy));
  }
}
