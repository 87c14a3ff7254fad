package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import gradlab.network.Operation;
import java.util.List;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;

/**
 * LeakyReLU where the operation before it could not take it in. Written over its input where nobody
 * else needs that: the backward pass reads the output's sign.
 */
final class LeakyReluNode implements Node {
  private final Build build;
  private final Operation.LeakyRelu op;
  private boolean fused;

  LeakyReluNode(Build build, Operation.LeakyRelu op) {
    this.build = build;
    this.op = op;
  }

  @Override
  public void forward() {
    fused = build.values.get(op.output()) != null;
    if (!fused) {
      calculate();
    }
    build.values.used(op.input());
  }

  private void calculate() {
    var x = build.values.get(op.input());
    boolean overwrites = build.values.onlyActivation(op.input()).isPresent();
    var y = overwrites ? x : build.tensor(op.output());
    var operation = new dnnl_eltwise_desc_t();
    OneDnn.check(
        dnnl_eltwise_forward_desc_init(
            operation, build.forwardKind(), dnnl_eltwise_relu, x.layout(), (float) op.slope(), 0),
        "leaky fwd");
    build.assembly.add(
        build.forward,
        "leaky fwd",
        build.assembly.describe("leaky fwd", operation, build.assembly.attributes(), null),
        List.of(new Argument(DNNL_ARG_SRC, x), new Argument(DNNL_ARG_DST, y)));
    build.values.put(op.output(), y);
  }

  @Override
  public void backward() {
    if (!fused) {
      var y = build.values.get(op.output());
      build.diffs.give(op.input(), backward(build, op.slope(), y, build.diffs.take(op.output())));
    }
  }

  /**
   * Adds the backward half of an activation.
   *
   * @param y the activation's output
   * @param dy its diff, owned
   * @return the input's diff, owned: written over dy where nobody shares that
   */
  static Tensor backward(Build build, double slope, Tensor y, Tensor dy) {
    float alpha = (float) slope;
    var assembly = build.assembly;
    var hint = new dnnl_eltwise_desc_t();
    OneDnn.check(
        dnnl_eltwise_forward_desc_init(
            hint, dnnl_forward_training, dnnl_eltwise_relu_use_dst_for_bwd, y.layout(), alpha, 0),
        "leaky bwd");
    var operation = new dnnl_eltwise_desc_t();
    OneDnn.check(
        dnnl_eltwise_backward_desc_init(
            operation, dnnl_eltwise_relu_use_dst_for_bwd, dy.layout(), y.layout(), alpha, 0),
        "leaky bwd");
    boolean shared = build.diffs.isShared(dy);
    var dx = shared ? build.diffs.own(assembly.tensor(dy.layout(), dy.dims())) : dy;
    assembly.add(
        build.backward,
        "leaky bwd",
        assembly.describe(
            "leaky bwd",
            operation,
            assembly.attributes(),
            assembly.describe("leaky bwd", hint, assembly.attributes(), null)),
        List.of(
            new Argument(DNNL_ARG_DST, y),
            new Argument(DNNL_ARG_DIFF_DST, dy),
            new Argument(DNNL_ARG_DIFF_SRC, dx)));
    if (shared) {
      build.diffs.release(dy);
    }
    return dx;
  }
}
