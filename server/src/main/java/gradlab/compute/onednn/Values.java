package gradlab.compute.onednn;

import gradlab.network.NetworkDeclaration;
import gradlab.network.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensor of each value of a network, and who still needs it. */
final class Values {
  private final Assembly assembly;
  private final boolean training;
  private final Tensor[] tensors;
  private final List<List<Operation>> consumers;
  private final Map<Integer, Operation> producers = new HashMap<>();
  private final Map<Tensor, Integer> pending = new HashMap<>();

  /**
   * @param training keeps every tensor for the backward pass; otherwise memory is used again as
   *     soon as nobody needs it
   */
  Values(NetworkDeclaration declaration, Assembly assembly, boolean training) {
    this.assembly = assembly;
    this.training = training;
    this.tensors = new Tensor[declaration.channels().size()];
    this.consumers = declaration.consumers();
    declaration.operations().forEach(op -> producers.put(op.output(), op));
  }

  Tensor get(int value) {
    return tensors[value];
  }

  /** Several values may share a tensor: an activation written over its input. */
  void put(int value, Tensor tensor) {
    tensors[value] = tensor;
    pending.merge(tensor, consumers.get(value).size(), Integer::sum);
  }

  /** One of the value's consumers is done, in the forward pass; its own output is put already. */
  void used(int value) {
    var tensor = tensors[value];
    if (pending.merge(tensor, -1, Integer::sum) == 0 && !training) {
      assembly.release(tensor);
    }
  }

  /** The activation that is the only one to read a value. */
  Optional<Operation.LeakyRelu> onlyActivation(int value) {
    var readers = consumers.get(value);
    return readers.size() == 1 && readers.get(0) instanceof Operation.LeakyRelu l
        ? Optional.of(l)
        : Optional.empty();
  }

  /**
   * Whether the activation that reads a value may write over it: nobody else reads it, and the
   * backward pass of what made it does not need it.
   */
  boolean mayTakeOver(int value) {
    var producer = producers.get(value);
    return consumers.get(value).size() == 1 && producer != null && !producer.keepsItsOutput();
  }

  /**
   * The same for another operation, whose backward pass must not need its output either: that may
   * be overwritten by the activation behind it.
   */
  boolean mayOverwrite(int value) {
    var producer = producers.get(value);
    return consumers.get(value).size() == 1
        && (producer instanceof Operation.Convolution || producer instanceof Operation.BatchNorm);
  }
}
