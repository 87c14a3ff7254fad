package gradlab.gradients;

import gradlab.domain.LayerActivation;
import gradlab.model.NetworkLayer;
import gradlab.network.Operation;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The forward half of the gradient flow: how large each layer's output is, and how much of it
 * depends on the image. Reads every activation of a batch, which for VGG_38 takes as long as a
 * third of a step: meant for the end of an epoch.
 */
public final class Activations {
  private Activations() {}

  /** Of the last forward pass, a training one; in order, the main head's logits last. */
  public static List<LayerActivation> read(NetworkLayer layer) {
    var reader = new ActivationReader();
    var all = new ArrayList<LayerActivation>();
    layer.path().visitActivations((name, output) -> all.add(reader.activation(name, output)));
    var declaration = layer.declaration();
    int head = declaration.heads().get(0);
    for (var op : declaration.operations()) {
      if (op instanceof Operation.Linear linear && op.output() == head) {
        var main = NDArrayIndex.interval(0, declaration.spec().classes());
        all.add(reader.logits(linear.name(), layer.logits().get(NDArrayIndex.all(), main)));
      }
    }
    return all;
  }
}
