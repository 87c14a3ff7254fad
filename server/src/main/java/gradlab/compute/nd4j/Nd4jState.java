package gradlab.compute.nd4j;

import gradlab.network.NetworkDeclaration;
import gradlab.network.Operation;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the forward pass of a batch leaves to its backward pass, beside the parameters. */
final class Nd4jState {
  final NetworkDeclaration declaration;
  final Map<Operation, INDArray> normalised = new HashMap<>();
  final Map<Operation, INDArray> inverseDeviation = new HashMap<>();
  final Map<Operation, INDArray> imposedSlopes = new HashMap<>();
  final Map<Operation, INDArray> dropoutMasks = new HashMap<>();
  private final Map<String, INDArray> parameters;
  private final Map<String, INDArray> gradients;
  private final DataType dataType;
  private final boolean[] inPlace; // by output

  private Nd4jBuffers buffers;
  private INDArray[] values;
  private int batch;

  Nd4jState(
      NetworkDeclaration declaration,
      Map<String, INDArray> parameters,
      Map<String, INDArray> gradients,
      DataType dataType) {
    this.declaration = declaration;
    this.parameters = parameters;
    this.gradients = gradients;
    this.dataType = dataType;
    this.inPlace = new boolean[declaration.channels().size()];
    var consumers = declaration.consumers();
    var kept = new boolean[inPlace.length];
    kept[0] = true; // the images are the caller's
    for (var op : declaration.operations()) {
      // An activation overwrites its input where nobody else reads it: its backward pass needs its
      // output alone.
      inPlace[op.output()] =
          op instanceof Operation.LeakyRelu
              && consumers.get(op.input()).size() == 1
              && !kept[op.input()];
      kept[op.output()] = op.keepsItsOutput();
    }
  }

  /** Makes or re-uses the values' arrays for a batch. */
  void begin(INDArray images) {
    int n = Math.toIntExact(images.size(0));
    if (n != batch) {
      prepare(n);
    }
    values[0] = images;
    imposedSlopes.clear();
  }

  private void prepare(int n) {
    if (buffers == null || n > buffers.capacity()) {
      buffers = new Nd4jBuffers(declaration, dataType, n);
      normalised.clear();
    }
    batch = n;
    values = new INDArray[inPlace.length];
    for (var op : declaration.operations()) {
      values[op.output()] =
          inPlace[op.output()] ? values[op.input()] : buffers.value(op.output(), n);
    }
  }

  INDArray value(int value) {
    return values[value];
  }

  /** For one operation's own use, in the shape of a value. */
  INDArray scratch(int value) {
    return buffers.scratch(value, batch);
  }

  /** In the shape of a value, the caller's until it gives it back. */
  INDArray borrow(int value) {
    return buffers.borrow(value, batch);
  }

  void giveBack(INDArray array) {
    buffers.giveBack(array);
  }

  /** A batch norm's normalised input, kept from the forward to the backward pass. */
  INDArray normalised(Operation.BatchNorm b) {
    var whole = normalised.computeIfAbsent(b, k -> buffers.like(b.output()));
    return Nd4jBuffers.first(whole, values[b.output()]);
  }

  INDArray weight(Operation.Layer layer) {
    return parameter(layer, "weight");
  }

  INDArray bias(Operation.Layer layer) {
    return parameter(layer, "bias");
  }

  INDArray parameter(Operation.Layer layer, String suffix) {
    return parameters.get(layer.name() + "." + suffix);
  }

  INDArray gradient(Operation.Layer layer, String suffix) {
    return gradients.get(layer.name() + "." + suffix);
  }
}
