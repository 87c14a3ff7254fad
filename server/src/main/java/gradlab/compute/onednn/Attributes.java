package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/** Attributes that primitives are described with: made once each, copied by every description. */
final class Attributes implements AutoCloseable {
  private final dnnl_primitive_attr plain = create();
  private final Map<Double, dnnl_primitive_attr> leakyRelu = new HashMap<>();

  /** Those of every primitive: its scratch memory is ours, shared by all. */
  dnnl_primitive_attr plain() {
    return plain;
  }

  /** Those of a primitive that ends in LeakyReLU. */
  dnnl_primitive_attr leakyRelu(double slope) {
    return leakyRelu.computeIfAbsent(slope, Attributes::withLeakyRelu);
  }

  private static dnnl_primitive_attr withLeakyRelu(double slope) {
    var operations = new dnnl_post_ops();
    OneDnn.check(dnnl_post_ops_create(operations), "attributes");
    OneDnn.check(
        dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, (float) slope, 0),
        "attributes");
    var attributes = create();
    OneDnn.check(dnnl_primitive_attr_set_post_ops(attributes, operations), "attributes");
    dnnl_post_ops_destroy(operations); // copied
    return attributes;
  }

  private static dnnl_primitive_attr create() {
    var attributes = new dnnl_primitive_attr();
    OneDnn.check(dnnl_primitive_attr_create(attributes), "attributes");
    OneDnn.check(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
        "attributes");
    return attributes;
  }

  @Override
  public void close() {
    dnnl_primitive_attr_destroy(plain);
    leakyRelu.values().forEach(attributes -> dnnl_primitive_attr_destroy(attributes));
    leakyRelu.clear();
  }
}
