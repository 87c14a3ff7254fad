package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import gradlab.network.Operation;
import java.util.List;
import org.bytedeco.dnnl.dnnl_batch_normalization_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Batch norm: on the batch's statistics in training, which also moves the running ones, and on the
 * running ones in evaluation.
 */
final class BatchNormNode implements Node {
  private static final float EPSILON = 1e-5f; // PyTorch's
  private static final float MOMENTUM = 0.1f; // of the new value in the running averages
  private static final int SCALE_AND_SHIFT = dnnl_use_scale | dnnl_use_shift;

  private final Build build;
  private final Operation.BatchNorm op;
  private final dnnl_memory_desc_t perChannel;
  private Tensor x;
  private Tensor mean;
  private Tensor variance;
  private Tensor scale;
  private Tensor shift;
  private dnnl_primitive_desc description;

  BatchNormNode(Build build, Operation.BatchNorm op) {
    this.build = build;
    this.op = op;
    this.perChannel = Layouts.plain(op.channels());
  }

  @Override
  public void forward() {
    x = build.values.get(op.input());
    scale = parameter(".weight");
    shift = parameter(".bias");
    mean = build.training ? statistic() : parameter(".running_mean");
    variance = build.training ? statistic() : parameter(".running_var");
    boolean overwrites = !build.training && build.values.mayOverwrite(op.input());
    var y = overwrites ? x : build.tensor(op.output());

    var operation = new dnnl_batch_normalization_desc_t();
    OneDnn.check(
        dnnl_batch_normalization_forward_desc_init(
            operation,
            build.forwardKind(),
            x.layout(),
            EPSILON,
            SCALE_AND_SHIFT | (build.training ? 0 : dnnl_use_global_stats)),
        "bn fwd");
    var assembly = build.assembly;
    description = assembly.describe("bn fwd", operation, assembly.attributes(), null);
    assembly.add(
        build.forward,
        "bn fwd",
        description,
        List.of(
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_MEAN, mean),
            new Argument(DNNL_ARG_VARIANCE, variance),
            new Argument(DNNL_ARG_SCALE, scale),
            new Argument(DNNL_ARG_SHIFT, shift),
            new Argument(DNNL_ARG_DST, y)));
    if (build.training) {
      double count = (double) build.batch * x.dims()[2] * x.dims()[3];
      double unbiased = count > 1 ? count / (count - 1) : 1;
      moveRunning(".running_mean", mean, MOMENTUM);
      moveRunning(".running_var", variance, (float) (MOMENTUM * unbiased));
    }
    build.values.put(op.output(), y);
    build.values.used(op.input());
  }

  private Tensor parameter(String suffix) {
    return build.views.parameter(build.assembly, op.name() + suffix, perChannel, op.channels());
  }

  private Tensor statistic() {
    return build.assembly.tensor(perChannel, op.channels());
  }

  /** running = (1 - momentum) running + share * the batch's. */
  private void moveRunning(String suffix, Tensor ofBatch, float share) {
    var running = parameter(suffix);
    build.assembly.add(
        build.forward,
        "bn running",
        build.assembly.weightedSum(perChannel, 1 - MOMENTUM, share),
        List.of(
            new Argument(DNNL_ARG_MULTIPLE_SRC, running),
            new Argument(DNNL_ARG_MULTIPLE_SRC + 1, ofBatch),
            new Argument(DNNL_ARG_DST, running)));
  }

  @Override
  public void backward() {
    var dy = build.diffs.take(op.output());
    var dx = build.diffs.isShared(dy) ? build.diff(op.input()) : dy;
    var operation = new dnnl_batch_normalization_desc_t();
    OneDnn.check(
        dnnl_batch_normalization_backward_desc_init(
            operation, dnnl_backward, dy.layout(), x.layout(), EPSILON, SCALE_AND_SHIFT),
        "bn bwd");
    var assembly = build.assembly;
    assembly.add(
        build.backward,
        "bn bwd",
        assembly.describe("bn bwd", operation, assembly.attributes(), description),
        List.of(
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_MEAN, mean),
            new Argument(DNNL_ARG_VARIANCE, variance),
            new Argument(DNNL_ARG_SCALE, scale),
            new Argument(DNNL_ARG_SHIFT, shift),
            new Argument(DNNL_ARG_DIFF_DST, dy),
            new Argument(DNNL_ARG_DIFF_SRC, dx),
            new Argument(DNNL_ARG_DIFF_SCALE, gradient(".weight")),
            new Argument(DNNL_ARG_DIFF_SHIFT, gradient(".bias"))));
    if (dx != dy) {
      build.diffs.release(dy);
    }
    build.diffs.give(op.input(), dx);
  }

  private Tensor gradient(String suffix) {
    return build.views.gradient(build.assembly, op.name() + suffix, perChannel, op.channels());
  }
}
