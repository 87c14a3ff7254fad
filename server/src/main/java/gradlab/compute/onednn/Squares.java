package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import gradlab.compute.onednn.Primitive.Argument;
import java.util.List;
import org.bytedeco.dnnl.dnnl_pooling_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Non-overlapping squares of a map: their means, and numbers spread over them. */
final class Squares {
  private static final long[] NO_PADDING = {0, 0};

  private final Build build;
  private final long[] square;

  /**
   * @param side of a square; the map's own: the whole map is one
   */
  Squares(Build build, int side) {
    this.build = build;
    this.square = new long[] {side, side};
  }

  /** Each square's mean. */
  void mean(List<Primitive> list, Tensor map, Tensor means) {
    build.assembly.add(
        list,
        "pool fwd",
        describe(build.forwardKind(), map, means),
        List.of(new Argument(DNNL_ARG_SRC, map), new Argument(DNNL_ARG_DST, means)));
  }

  /** Each number over the number of pixels of its square, at each pixel: the mean's derivative. */
  void spread(List<Primitive> list, Tensor numbers, Tensor map) {
    var operation = new dnnl_pooling_desc_t();
    OneDnn.check(
        dnnl_pooling_backward_desc_init(
            operation,
            dnnl_pooling_avg_exclude_padding,
            map.layout(),
            numbers.layout(),
            square,
            square,
            NO_PADDING,
            NO_PADDING),
        "pool bwd");
    var assembly = build.assembly;
    assembly.add(
        list,
        "pool bwd",
        assembly.describe(
            "pool bwd",
            operation,
            assembly.attributes(),
            describe(dnnl_forward_training, map, numbers)),
        List.of(new Argument(DNNL_ARG_DIFF_DST, numbers), new Argument(DNNL_ARG_DIFF_SRC, map)));
  }

  private dnnl_primitive_desc describe(int kind, Tensor map, Tensor means) {
    var operation = new dnnl_pooling_desc_t();
    OneDnn.check(
        dnnl_pooling_forward_desc_init(
            operation,
            kind,
            dnnl_pooling_avg_exclude_padding,
            map.layout(),
            means.layout(),
            square,
            square,
            NO_PADDING,
            NO_PADDING),
        "pool fwd");
    return build.assembly.describe("pool fwd", operation, build.assembly.attributes(), null);
  }
}
