package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.javacpp.Pointer;

/** Numbers in a layout of oneDNN's; where they lie is said later and may change. */
final class Tensor implements AutoCloseable {
  private final long[] dims;
  private final dnnl_memory_desc_t layout;
  private final dnnl_memory memory = new dnnl_memory();
  private final List<Tensor> parts = new ArrayList<>();
  private long address;

  Tensor(long[] dims, dnnl_memory_desc_t layout) {
    this.dims = dims;
    this.layout = layout;
    OneDnn.check(
        dnnl_memory_create(memory, layout, OneDnn.engine(), new Pointer()), "memory object");
  }

  long[] dims() {
    return dims;
  }

  dnnl_memory_desc_t layout() {
    return layout;
  }

  dnnl_memory memory() {
    return memory;
  }

  long bytes() {
    return dnnl_memory_desc_get_size(layout);
  }

  /** Puts the tensor and its parts at an address; costs nothing where they are there already. */
  void bind(long newAddress) {
    if (newAddress != address) {
      OneDnn.check(dnnl_memory_set_data_handle(memory, new Address(newAddress)), "memory address");
      address = newAddress;
      parts.forEach(part -> part.bind(newAddress)); // a part's layout holds its offset
    }
  }

  /** Some rows or channels of this tensor, in place. */
  Tensor part(long[] partDims, long[] offsets) {
    return part(new Tensor(partDims, Layouts.part(layout, partDims, offsets)));
  }

  /**
   * The same numbers, padding included, as one vector in place: for what works on each by itself.
   */
  Tensor flat() {
    long[] length = {bytes() / Float.BYTES};
    return part(new Tensor(length, Layouts.plain(length)));
  }

  /** The same numbers, of a plain tensor, in place with other dimensions. */
  Tensor as(long... otherDims) {
    return part(new Tensor(otherDims, Layouts.plain(otherDims)));
  }

  private Tensor part(Tensor part) {
    parts.add(part);
    if (address != 0) {
      part.bind(address);
    }
    return part;
  }

  @Override
  public void close() {
    parts.forEach(Tensor::close);
    dnnl_memory_destroy(memory);
  }

  /** A native address as a pointer that owns nothing. */
  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }
}
