package gradlab.compute.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import gradlab.network.NetworkDeclaration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc_t;

/** What the nodes of one program share while it is put together. */
final class Build {
  final NetworkDeclaration declaration;
  final Views views;
  final int batch;
  final boolean training;
  final int layoutTag;
  final Assembly assembly = new Assembly();
  final List<Primitive> forward = new ArrayList<>();
  final List<Primitive> backward = new ArrayList<>();
  final Values values;
  final Diffs diffs = new Diffs(assembly, backward);

  /**
   * @param layoutTag of all activations
   */
  Build(NetworkDeclaration declaration, Views views, int batch, boolean training, int layoutTag) {
    this.declaration = declaration;
    this.views = views;
    this.batch = batch;
    this.training = training;
    this.layoutTag = layoutTag;
    this.values = new Values(declaration, assembly, training);
  }

  int forwardKind() {
    return training ? dnnl_forward_training : dnnl_forward_inference;
  }

  /** N x C x S x S of a value. */
  long[] dims(int value) {
    long s = declaration.sizes().get(value);
    return new long[] {batch, declaration.channels().get(value), s, s};
  }

  dnnl_memory_desc_t layout(int value) {
    return Layouts.of(layoutTag, dims(value));
  }

  /** A new tensor for a value. */
  Tensor tensor(int value) {
    return assembly.tensor(layout(value), dims(value));
  }

  /** A new tensor for a value's diff, owned. */
  Tensor diff(int value) {
    return diffs.own(tensor(value));
  }
}
