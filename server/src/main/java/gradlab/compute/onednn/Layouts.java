package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw16c;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nChw8c;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nchw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nhwc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_oi;
import static org.bytedeco.dnnl.global.dnnl.dnnl_oihw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc_t;

/** Layouts of tensors: PyTorch's plain ones, and those that a network's activations may stay in. */
final class Layouts {
  /**
   * What a network's activations may stay in, the fastest first: blocks of 16 channels (AVX-512),
   * of 8 (AVX2), channels last, plain.
   */
  static final List<Integer> OF_ACTIVATIONS =
      List.of(dnnl_nChw16c, dnnl_nChw8c, dnnl_nhwc, dnnl_nchw);

  private Layouts() {}

  static dnnl_memory_desc_t of(int tag, long... dims) {
    var layout = new dnnl_memory_desc_t();
    OneDnn.check(dnnl_memory_desc_init_by_tag(layout, dims.length, dims, dnnl_f32, tag), "layout");
    return layout;
  }

  /** For oneDNN to choose. */
  static dnnl_memory_desc_t any(long... dims) {
    return of(dnnl_format_tag_any, dims);
  }

  /** As PyTorch has it: NCHW, OIHW, out x in, or a vector. */
  static dnnl_memory_desc_t plain(long... dims) {
    return of(dims.length == 4 ? dnnl_nchw : dims.length == 2 ? dnnl_oi : dnnl_x, dims);
  }

  /** Plain convolution weights, out x in x kernel x kernel. */
  static dnnl_memory_desc_t plainWeights(long... dims) {
    return of(dnnl_oihw, dims);
  }

  /** A part of a tensor, in place. */
  static dnnl_memory_desc_t part(dnnl_memory_desc_t whole, long[] dims, long[] offsets) {
    var part = new dnnl_memory_desc_t();
    OneDnn.check(dnnl_memory_desc_init_submemory(part, whole, dims, offsets), "part of a tensor");
    return part;
  }
}
