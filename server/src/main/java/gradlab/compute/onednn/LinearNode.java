package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import gradlab.network.Operation;
import java.util.List;
import org.bytedeco.dnnl.dnnl_inner_product_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A classifier: N x C (here N x C x 1 x 1) to its columns of the logits, all plain. Weights and
 * their gradient are DL4J's own memory.
 */
final class LinearNode implements Node {
  private final Build build;
  private final Operation.Linear op;
  private final Tensor logits;
  private final Tensor logitsDiff;
  private final long[] inDims;
  private final long[] outDims;
  private final long[] weightDims;
  private final dnnl_memory_desc_t inLayout;
  private final dnnl_memory_desc_t outLayout;
  private final dnnl_memory_desc_t weightLayout;
  private final dnnl_memory_desc_t biasLayout;
  private Tensor x;
  private dnnl_primitive_desc description;

  /**
   * @param logits where the result goes: this head's columns of all logits
   * @param logitsDiff where its diff comes from
   */
  LinearNode(Build build, Operation.Linear op, Tensor logits, Tensor logitsDiff) {
    this.build = build;
    this.op = op;
    this.logits = logits;
    this.logitsDiff = logitsDiff;
    this.inDims = new long[] {build.batch, op.inFeatures(), 1, 1};
    this.outDims = new long[] {build.batch, op.outFeatures()};
    this.weightDims = new long[] {op.outFeatures(), op.inFeatures(), 1, 1};
    this.inLayout = Layouts.plain(inDims);
    this.outLayout = Layouts.plain(outDims);
    this.weightLayout = Layouts.plainWeights(weightDims);
    this.biasLayout = Layouts.plain(op.outFeatures());
  }

  @Override
  public void forward() {
    var assembly = build.assembly;
    x = assembly.tensor(inLayout, inDims);
    assembly.reorder(build.forward, "head", build.values.get(op.input()), x);
    var y = assembly.tensor(outLayout, outDims);
    var operation = new dnnl_inner_product_desc_t();
    OneDnn.check(
        dnnl_inner_product_forward_desc_init(
            operation, build.forwardKind(), inLayout, weightLayout, biasLayout, outLayout),
        "head");
    description = assembly.describe("head", operation, assembly.attributes(), null);
    assembly.add(
        build.forward,
        "head",
        description,
        List.of(
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_WEIGHTS, weights()),
            new Argument(
                DNNL_ARG_BIAS,
                build.views.parameter(assembly, op.name() + ".bias", biasLayout, op.outFeatures())),
            new Argument(DNNL_ARG_DST, y)));
    assembly.reorder(build.forward, "head", y, logits);
    assembly.release(y);
    build.values.used(op.input());
  }

  private Tensor weights() {
    return build.views.parameter(build.assembly, op.name() + ".weight", weightLayout, weightDims);
  }

  @Override
  public void backward() {
    var assembly = build.assembly;
    var dy = assembly.tensor(outLayout, outDims);
    assembly.reorder(build.backward, "head", logitsDiff, dy);
    backwardWeights(dy);
    var dx = assembly.tensor(inLayout, inDims);
    backwardData(dy, dx);
    assembly.release(dy);
    var pooled = build.diff(op.input());
    assembly.reorder(build.backward, "head", dx, pooled);
    assembly.release(dx);
    build.diffs.give(op.input(), pooled);
  }

  private void backwardWeights(Tensor dy) {
    var assembly = build.assembly;
    var operation = new dnnl_inner_product_desc_t();
    OneDnn.check(
        dnnl_inner_product_backward_weights_desc_init(
            operation, inLayout, weightLayout, biasLayout, outLayout),
        "head");
    assembly.add(
        build.backward,
        "head",
        assembly.describe("head", operation, assembly.attributes(), description),
        List.of(
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_DIFF_DST, dy),
            new Argument(
                DNNL_ARG_DIFF_WEIGHTS,
                build.views.gradient(assembly, op.name() + ".weight", weightLayout, weightDims)),
            new Argument(
                DNNL_ARG_DIFF_BIAS,
                build.views.gradient(
                    assembly, op.name() + ".bias", biasLayout, op.outFeatures()))));
  }

  private void backwardData(Tensor dy, Tensor dx) {
    var assembly = build.assembly;
    var operation = new dnnl_inner_product_desc_t();
    OneDnn.check(
        dnnl_inner_product_backward_data_desc_init(operation, inLayout, weightLayout, outLayout),
        "head");
    assembly.add(
        build.backward,
        "head",
        assembly.describe("head", operation, assembly.attributes(), description),
        List.of(
            new Argument(DNNL_ARG_DIFF_DST, dy),
            new Argument(DNNL_ARG_WEIGHTS, weights()),
            new Argument(DNNL_ARG_DIFF_SRC, dx)));
  }
}
