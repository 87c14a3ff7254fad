package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import gradlab.network.Operation;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_inner_product_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A linear layer on N x C (here N x C x 1 x 1), all plain: in a block, or a head, which gives its
 * columns of the logits. Weights and their gradient are DL4J's own memory.
 */
final class LinearNode implements Node {
  private final Build build;
  private final Operation.Linear op;
  private final Optional<Head> head;
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
   * @param logits where a head's result goes: its columns of all logits
   * @param diff where its diff comes from
   */
  record Head(Tensor logits, Tensor diff) {}

  /**
   * @param head empty for a layer inside a block
   */
  LinearNode(Build build, Operation.Linear op, Optional<Head> head) {
    this.build = build;
    this.op = op;
    this.head = head;
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
    assembly.reorder(build.forward, "linear", build.values.get(op.input()), x);
    var y = assembly.tensor(outLayout, outDims);
    var operation = new dnnl_inner_product_desc_t();
    OneDnn.check(
        dnnl_inner_product_forward_desc_init(
            operation, build.forwardKind(), inLayout, weightLayout, biasLayout, outLayout),
        "linear");
    description = assembly.describe("linear", operation, assembly.attributes(), null);
    assembly.add(
        build.forward,
        "linear",
        description,
        List.of(
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_WEIGHTS, weights()),
            new Argument(
                DNNL_ARG_BIAS,
                build.views.parameter(assembly, op.name() + ".bias", biasLayout, op.outFeatures())),
            new Argument(DNNL_ARG_DST, y)));
    if (head.isPresent()) {
      assembly.reorder(build.forward, "head", y, head.get().logits());
    } else {
      var value = build.tensor(op.output());
      assembly.reorder(build.forward, "linear", asMaps(y), value);
      build.values.put(op.output(), value);
    }
    assembly.release(y);
    build.values.used(op.input());
  }

  /** N x C in place as N x C x 1 x 1. */
  private Tensor asMaps(Tensor rows) {
    return rows.as(build.dims(op.output()));
  }

  private Tensor weights() {
    return build.views.parameter(build.assembly, op.name() + ".weight", weightLayout, weightDims);
  }

  @Override
  public void backward() {
    var assembly = build.assembly;
    var dy = assembly.tensor(outLayout, outDims);
    if (head.isPresent()) {
      assembly.reorder(build.backward, "head", head.get().diff(), dy);
    } else {
      var diff = build.diffs.take(op.output());
      assembly.reorder(build.backward, "linear", diff, asMaps(dy));
      build.diffs.release(diff);
    }
    backwardWeights(dy);
    var dx = assembly.tensor(inLayout, inDims);
    backwardData(dy, dx);
    assembly.release(dy);
    var pooled = build.diff(op.input());
    assembly.reorder(build.backward, "linear", dx, pooled);
    assembly.release(dx);
    build.diffs.give(op.input(), pooled);
  }

  private void backwardWeights(Tensor dy) {
    var assembly = build.assembly;
    var operation = new dnnl_inner_product_desc_t();
    OneDnn.check(
        dnnl_inner_product_backward_weights_desc_init(
            operation, inLayout, weightLayout, biasLayout, outLayout),
        "linear");
    assembly.add(
        build.backward,
        "linear",
        assembly.describe("linear", operation, assembly.attributes(), description),
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
        "linear");
    assembly.add(
        build.backward,
        "linear",
        assembly.describe("linear", operation, assembly.attributes(), description),
        List.of(
            new Argument(DNNL_ARG_DIFF_DST, dy),
            new Argument(DNNL_ARG_WEIGHTS, weights()),
            new Argument(DNNL_ARG_DIFF_SRC, dx)));
  }
}
