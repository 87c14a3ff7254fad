package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * One calculation with its tensors, executed every step. oneDNN generates its code the first time:
 * a program that is only put together, to see whether oneDNN can do it, costs none.
 */
final class Primitive implements AutoCloseable {
  private final String kind;
  private final dnnl_primitive_desc description;
  private final dnnl_primitive primitive = new dnnl_primitive();
  private final dnnl_exec_arg_t arguments;
  private final List<Argument> pinned; // the native arguments point into these

  /** A tensor in one of oneDNN's roles: DNNL_ARG_SRC, ... */
  record Argument(int role, Tensor tensor) {}

  /**
   * @param kind for profiles: conv fwd, ...
   */
  Primitive(String kind, dnnl_primitive_desc description, List<Argument> arguments) {
    this.kind = kind;
    this.description = description;
    this.pinned = List.copyOf(arguments);
    this.arguments = new dnnl_exec_arg_t(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      this.arguments.position(i).arg(arguments.get(i).role());
      this.arguments.memory(arguments.get(i).tensor().memory());
    }
    this.arguments.position(0);
  }

  String kind() {
    return kind;
  }

  void execute() {
    if (primitive.isNull()) {
      OneDnn.check(dnnl_primitive_create(primitive, description), kind);
    }
    OneDnn.check(
        dnnl_primitive_execute(primitive, OneDnn.stream(), pinned.size(), arguments), kind);
  }

  @Override
  public void close() {
    if (!primitive.isNull()) {
      dnnl_primitive_destroy(primitive);
    }
    arguments.deallocate();
  }
}
