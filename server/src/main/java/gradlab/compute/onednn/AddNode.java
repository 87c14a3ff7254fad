package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import gradlab.network.Operation;
import java.util.List;
import org.bytedeco.dnnl.dnnl_binary_desc_t;

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
    var operation = new dnnl_binary_desc_t();
    OneDnn.check(
        dnnl_binary_desc_init(operation, dnnl_binary_add, a.layout(), b.layout(), y.layout()),
        "add fwd");
    assembly.add(
        build.forward,
        "add fwd",
        assembly.describe("add fwd", operation, attributes, null),
        List.of(
            new Argument(DNNL_ARG_SRC_0, a),
            new Argument(DNNL_ARG_SRC_1, b),
            new Argument(DNNL_ARG_DST, y)));
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
            .map(l -> LeakyReluNode.backward(build, l.slope(), y, build.diffs.take(l.output())))
            .orElseGet(() -> build.diffs.take(op.output()));
    build.diffs.share(op.other(), dy);
    build.diffs.give(op.input(), dy);
  }
}
