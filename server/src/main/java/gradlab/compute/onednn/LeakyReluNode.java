package gradlab.compute.onednn;

import gradlab.network.Operation;

/**
 * LeakyReLU where the operation before it could not take it in. Written over its input where nobody
 * else needs that: the backward pass reads the output's sign.
 */
final class LeakyReluNode implements Node {
  private final Build build;
  private final Operation.LeakyRelu op;
  private final Eltwise function;
  private boolean fused;

  LeakyReluNode(Build build, Operation.LeakyRelu op) {
    this.build = build;
    this.op = op;
    this.function = Eltwise.leakyRelu(op.slope());
  }

  @Override
  public void forward() {
    fused = build.values.get(op.output()) != null;
    if (!fused) {
      var x = build.values.get(op.input());
      boolean overwrites = build.values.mayTakeOver(op.input());
      var y = overwrites ? x : build.tensor(op.output());
      function.forward(build, build.forward, x, y);
      build.values.put(op.output(), y);
    }
    build.values.used(op.input());
  }

  @Override
  public void backward() {
    if (!fused) {
      var y = build.values.get(op.output());
      build.diffs.give(op.input(), function.backward(build, y, build.diffs.take(op.output())));
    }
  }
}
