package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import java.util.List;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;

/**
 * A function of each number by itself, whose derivative can be told from what it gave.
 *
 * @param name for profiles
 */
record Eltwise(String name, int algorithm, int backwardAlgorithm, float alpha) {
  static final Eltwise SIGMOID =
      new Eltwise("sigmoid", dnnl_eltwise_logistic, dnnl_eltwise_logistic_use_dst_for_bwd, 0);

  static Eltwise leakyRelu(double slope) {
    return new Eltwise(
        "leaky", dnnl_eltwise_relu, dnnl_eltwise_relu_use_dst_for_bwd, (float) slope);
  }

  /** factor times the number. */
  static Eltwise times(double factor) {
    return new Eltwise("times", dnnl_eltwise_linear, dnnl_eltwise_linear, (float) factor);
  }

  /**
   * @param y may be x
   */
  void forward(Build build, List<Primitive> list, Tensor x, Tensor y) {
    var operation = new dnnl_eltwise_desc_t();
    OneDnn.check(
        dnnl_eltwise_forward_desc_init(
            operation, build.forwardKind(), algorithm, x.layout(), alpha, 0),
        name);
    var assembly = build.assembly;
    assembly.add(
        list,
        name + " fwd",
        assembly.describe(name, operation, assembly.attributes(), null),
        List.of(new Argument(DNNL_ARG_SRC, x), new Argument(DNNL_ARG_DST, y)));
  }

  /**
   * @param y what the function gave
   * @param dy its diff, owned
   * @return the input's diff, owned: written over dy where nobody shares that
   */
  Tensor backward(Build build, Tensor y, Tensor dy) {
    var assembly = build.assembly;
    var hint = new dnnl_eltwise_desc_t();
    OneDnn.check(
        dnnl_eltwise_forward_desc_init(
            hint, dnnl_forward_training, backwardAlgorithm, y.layout(), alpha, 0),
        name);
    var operation = new dnnl_eltwise_desc_t();
    OneDnn.check(
        dnnl_eltwise_backward_desc_init(
            operation, backwardAlgorithm, dy.layout(), y.layout(), alpha, 0),
        name);
    boolean shared = build.diffs.isShared(dy);
    var dx = shared ? build.diffs.own(assembly.tensor(dy.layout(), dy.dims())) : dy;
    assembly.add(
        build.backward,
        name + " bwd",
        assembly.describe(
            name,
            operation,
            assembly.attributes(),
            assembly.describe(name, hint, assembly.attributes(), null)),
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
