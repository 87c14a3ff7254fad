package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sum_primitive_desc_create;

import gradlab.compute.onednn.Primitive.Argument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_binary_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What a program is put together from: tensors with their places in memory, and primitives in the
 * order in which they will run.
 */
final class Assembly implements AutoCloseable {
  private final MemoryPlan plan = new MemoryPlan();
  private final Map<Tensor, MemoryPlan.Region> regions = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Primitive> primitives = new ArrayList<>();
  private final List<dnnl_primitive_desc> descriptions = new ArrayList<>();
  private final List<FloatPointer> hostMemory = new ArrayList<>();
  private final Attributes attributes = new Attributes();
  // Native descriptions point into Java objects, which must live as long.
  private final List<Object> pinned = new ArrayList<>();

  /** A tensor of the program's own. */
  Tensor tensor(dnnl_memory_desc_t layout, long... dims) {
    var tensor = external(layout, dims);
    regions.put(tensor, plan.take(tensor.bytes()));
    return tensor;
  }

  /** A tensor in somebody else's memory, to be bound before the program runs. */
  Tensor external(dnnl_memory_desc_t layout, long... dims) {
    var tensor = new Tensor(dims, layout);
    tensors.add(tensor);
    return tensor;
  }

  /** What runs after this may use the tensor's memory. Does nothing for external tensors. */
  void release(Tensor tensor) {
    var region = regions.get(tensor);
    if (region != null) {
      plan.release(region);
    }
  }

  long bytes() {
    return plan.bytes();
  }

  void bind(long base) {
    regions.forEach((tensor, region) -> tensor.bind(base + region.offset()));
  }

  dnnl_primitive_attr attributes() {
    return attributes.plain();
  }

  /** Attributes of a primitive that ends in LeakyReLU. */
  dnnl_primitive_attr leakyRelu(double slope) {
    return attributes.leakyRelu(slope);
  }

  /** Room for so many numbers, written from Java; given back with the rest. */
  FloatPointer hostMemory(long numbers) {
    var memory = new FloatPointer(numbers);
    hostMemory.add(memory);
    return memory;
  }

  /**
   * An implementation of an operation.
   *
   * @param hint the forward operation's, for a backward one
   * @return empty where oneDNN has none
   */
  Optional<dnnl_primitive_desc> find(
      Pointer operation, dnnl_primitive_attr attributes, dnnl_primitive_desc hint) {
    var description = new dnnl_primitive_desc();
    pinned.add(operation);
    int status =
        dnnl_primitive_desc_create(
            description, new const_dnnl_op_desc_t(operation), attributes, OneDnn.engine(), hint);
    return status == 0 ? Optional.of(keep(description)) : Optional.empty();
  }

  /** The same, where there must be one. */
  dnnl_primitive_desc describe(
      String kind, Pointer operation, dnnl_primitive_attr attributes, dnnl_primitive_desc hint) {
    return find(operation, attributes, hint)
        .orElseThrow(() -> new UnsupportedOperation(kind + ": oneDNN has no implementation"));
  }

  /** first * the first source + second * the second. */
  dnnl_primitive_desc weightedSum(dnnl_memory_desc_t layout, float first, float second) {
    var sources = new dnnl_memory_desc_t(2);
    sources.position(0).put(layout);
    sources.position(1).put(layout);
    sources.position(0);
    var description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl_sum_primitive_desc_create(
            description,
            layout,
            2,
            new float[] {first, second},
            sources,
            attributes(),
            OneDnn.engine()),
        "sum");
    return keep(description);
  }

  private dnnl_primitive_desc keep(dnnl_primitive_desc description) {
    descriptions.add(description);
    return description;
  }

  /** oneDNN's name for what it chose: jit:avx2, ... */
  static String implementation(dnnl_primitive_desc description) {
    var name = new PointerPointer<BytePointer>(1L);
    OneDnn.check(
        dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, name), "query");
    return name.get(BytePointer.class, 0).getString();
  }

  /** The layout of one of a description's tensors. */
  dnnl_memory_desc_t layout(dnnl_primitive_desc description, int query) {
    var layout = dnnl_primitive_desc_query_md(description, query, 0);
    pinned.add(layout);
    return layout;
  }

  /** Makes a primitive that runs next in a list. */
  void add(
      List<Primitive> list,
      String kind,
      dnnl_primitive_desc description,
      List<Argument> arguments) {
    var all = new ArrayList<>(arguments);
    var scratch = layout(description, dnnl_query_scratchpad_md);
    long bytes = dnnl_memory_desc_get_size(scratch);
    if (bytes > 0) {
      var tensor = tensor(scratch);
      all.add(new Argument(DNNL_ARG_SCRATCHPAD, tensor));
      release(tensor);
    }
    var primitive = new Primitive(kind, description, all);
    primitives.add(primitive);
    list.add(primitive);
  }

  /**
   * sum = a + b, of one layout; sum may be a or b.
   *
   * @param attributes such as {@link #leakyRelu}
   */
  void addition(
      List<Primitive> list,
      String kind,
      dnnl_primitive_attr attributes,
      Tensor a,
      Tensor b,
      Tensor sum) {
    binary(list, kind, dnnl_binary_add, attributes, a, b, sum);
  }

  /** product = a * b, number by number, of one layout; product may be a or b. */
  void product(List<Primitive> list, String kind, Tensor a, Tensor b, Tensor product) {
    binary(list, kind, dnnl_binary_mul, attributes(), a, b, product);
  }

  /** As vectors: oneDNN 2.5's binary operation on blocks of 8 channels is wrong on AVX-512. */
  private void binary(
      List<Primitive> list,
      String kind,
      int algorithm,
      dnnl_primitive_attr attributes,
      Tensor a,
      Tensor b,
      Tensor result) {
    var from = a.flat();
    var other = b.flat();
    var to = result == a ? from : result == b ? other : result.flat();
    var operation = new dnnl_binary_desc_t();
    OneDnn.check(
        dnnl_binary_desc_init(operation, algorithm, from.layout(), other.layout(), to.layout()),
        kind);
    add(
        list,
        kind,
        describe(kind, operation, attributes, null),
        List.of(
            new Argument(DNNL_ARG_SRC_0, from),
            new Argument(DNNL_ARG_SRC_1, other),
            new Argument(DNNL_ARG_DST, to)));
  }

  /** Copies from one layout into another. */
  void reorder(List<Primitive> list, String kind, Tensor from, Tensor to) {
    var description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl_reorder_primitive_desc_create(
            description,
            from.layout(),
            OneDnn.engine(),
            to.layout(),
            OneDnn.engine(),
            attributes()),
        kind);
    add(
        list,
        kind,
        keep(description),
        List.of(new Argument(DNNL_ARG_FROM, from), new Argument(DNNL_ARG_TO, to)));
  }

  @Override
  public void close() {
    primitives.forEach(Primitive::close);
    descriptions.forEach(d -> dnnl_primitive_desc_destroy(d));
    tensors.forEach(Tensor::close);
    hostMemory.forEach(FloatPointer::deallocate);
    attributes.close();
  }
}
