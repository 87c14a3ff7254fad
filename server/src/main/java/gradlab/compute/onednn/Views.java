package gradlab.compute.onednn;

import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's parameters and gradients as tensors in place, in PyTorch's layouts. */
record Views(Map<String, INDArray> parameters, Map<String, INDArray> gradients) {

  Tensor parameter(Assembly assembly, String name, dnnl_memory_desc_t layout, long... dims) {
    return view(assembly, parameters.get(name), layout, dims);
  }

  Tensor gradient(Assembly assembly, String name, dnnl_memory_desc_t layout, long... dims) {
    return view(assembly, gradients.get(name), layout, dims);
  }

  private static Tensor view(
      Assembly assembly, INDArray array, dnnl_memory_desc_t layout, long... dims) {
    var tensor = assembly.external(layout, dims);
    tensor.bind(addressOf(array));
    return tensor;
  }

  /**
   * Of the first element; the array must be contiguous. A view's buffer has the whole's address.
   */
  static long addressOf(INDArray array) {
    return array.data().address() + array.offset() * Float.BYTES;
  }
}
