package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import java.util.List;
import org.bytedeco.dnnl.dnnl_pooling_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Mean of non-overlapping squares: of 2 x 2, or of the whole map. */
final class AveragePoolNode implements Node {
  private static final long[] NO_PADDING = {0, 0};

  private final Build build;
  private final int input;
  private final int output;
  private final long[] square;
  private dnnl_primitive_desc description;
  private Tensor x;
  private Tensor y;

  AveragePoolNode(Build build, int input, int output, int side) {
    this.build = build;
    this.input = input;
    this.output = output;
    this.square = new long[] {side, side};
  }

  @Override
  public void forward() {
    x = build.values.get(input);
    y = build.tensor(output);
    var operation = new dnnl_pooling_desc_t();
    OneDnn.check(
        dnnl_pooling_forward_desc_init(
            operation,
            build.forwardKind(),
            dnnl_pooling_avg_exclude_padding,
            x.layout(),
            y.layout(),
            square,
            square,
            NO_PADDING,
            NO_PADDING),
        "pool fwd");
    var assembly = build.assembly;
    description = assembly.describe("pool fwd", operation, assembly.attributes(), null);
    assembly.add(
        build.forward,
        "pool fwd",
        description,
        List.of(new Argument(DNNL_ARG_SRC, x), new Argument(DNNL_ARG_DST, y)));
    build.values.put(output, y);
    build.values.used(input);
  }

  @Override
  public void backward() {
    var dy = build.diffs.take(output);
    var dx = build.diff(input);
    var operation = new dnnl_pooling_desc_t();
    OneDnn.check(
        dnnl_pooling_backward_desc_init(
            operation,
            dnnl_pooling_avg_exclude_padding,
            dx.layout(),
            dy.layout(),
            square,
            square,
            NO_PADDING,
            NO_PADDING),
        "pool bwd");
    var assembly = build.assembly;
    assembly.add(
        build.backward,
        "pool bwd",
        assembly.describe("pool bwd", operation, assembly.attributes(), description),
        List.of(new Argument(DNNL_ARG_DIFF_DST, dy), new Argument(DNNL_ARG_DIFF_SRC, dx)));
    build.diffs.release(dy);
    build.diffs.give(input, dx);
  }
}
