package gradlab.compute.onednn;

import gradlab.network.Operation;

/** Two values' channels, one behind the other. */
final class ConcatNode implements Node {
  private final Build build;
  private final Operation.Concat op;

  ConcatNode(Build build, Operation.Concat op) {
    this.build = build;
    this.op = op;
  }

  @Override
  public void forward() {
    var y = build.tensor(op.output());
    build.assembly.reorder(
        build.forward, "concat fwd", build.values.get(op.input()), part(y, op.input(), 0));
    build.assembly.reorder(
        build.forward,
        "concat fwd",
        build.values.get(op.other()),
        part(y, op.other(), channels(op.input())));
    build.values.put(op.output(), y);
    build.values.used(op.input());
    build.values.used(op.other());
  }

  @Override
  public void backward() {
    var dy = build.diffs.take(op.output());
    giveBack(dy, op.input(), 0);
    giveBack(dy, op.other(), channels(op.input()));
    build.diffs.release(dy);
  }

  private void giveBack(Tensor dy, int value, long firstChannel) {
    var dx = build.diff(value);
    build.assembly.reorder(build.backward, "concat bwd", part(dy, value, firstChannel), dx);
    build.diffs.give(value, dx);
  }

  private Tensor part(Tensor whole, int value, long firstChannel) {
    return whole.part(build.dims(value), new long[] {0, firstChannel, 0, 0});
  }

  private long channels(int value) {
    return build.declaration.channels().get(value);
  }
}
