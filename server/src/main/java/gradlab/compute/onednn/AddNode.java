package gradlab.compute.onednn;

import gradlab.network.Operation;

/** An addition, with the LeakyReLU behind it where nobody else reads the sum. */
final class AddNode implements Node {
  private final Build build;
  private final Operation.Add op;
  private Tensor y;

  AddNode(Build build, Operation.Add op) {
    this.build = build;
    this.op = op;
  }

  @Override
  public void forward() {
    var assembly = build.assembly;
    var a = build.values.get(op.input());
    var b = build.values.get(op.other());
    y = build.values.mayOverwrite(op.input()) ? a : build.tensor(op.output());
    var activation = build.values.onlyActivation(op.output());
    var attributes =
        activation.map(l -> assembly.leakyRelu(l.slope())).orElseGet(assembly::attributes);
    assembly.addition(build.forward, "add fwd", attributes, a, b, y);
    build.values.put(op.output(), y);
    activation.ifPresent(l -> build.values.put(l.output(), y));
    build.values.used(op.input());
    build.values.used(op.other());
  }

  @Override
  public void backward() {
    var activation = build.values.onlyActivation(op.output());
    var dy =
        activation
            .map(l -> Eltwise.leakyRelu(l.slope()).backward(build, y, build.diffs.take(l.output())))
            .orElseGet(() -> build.diffs.take(op.output()));
    build.diffs.share(op.other(), dy);
    build.diffs.give(op.input(), dy);
  }
}
