package gradlab.compute.onednn;

import gradlab.network.NetworkDeclaration;
import gradlab.network.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tensor of each value of a network, and who still needs it. */
final class Values {
  private final Assembly assembly;
  private final boolean training;
  private final Tensor[] tensors;
  private final int[] consumers;
  private final Map<Integer, Operation> producers = new HashMap<>();
  private final Map<Integer, Operation> lastConsumer = new HashMap<>();
  private final Map<Tensor, Integer> pending = new HashMap<>();

  /**
   * @param training keeps every tensor for the backward pass; otherwise memory is used again as
   *     soon as nobody needs it
   */
  Values(NetworkDeclaration declaration, Assembly assembly, boolean training) {
    this.assembly = assembly;
    this.training = training;
    this.tensors = new Tensor[declaration.channels().size()];
    this.consumers = new int[tensors.length];
    for (var op : declaration.operations()) {
      producers.put(op.output(), op);
      consumed(op.input(), op);
      if (op instanceof Operation.Add add) {
        consumed(add.other(), op);
      } else if (op instanceof Operation.Concat concat) {
        consumed(concat.other(), op);
      }
    }
  }

  private void consumed(int value, Operation by) {
    consumers[value]++;
    lastConsumer.put(value, by);
  }

  Tensor get(int value) {
    return tensors[value];
  }

  /** Several values may share a tensor: an activation written over its input. */
  void put(int value, Tensor tensor) {
    tensors[value] = tensor;
    pending.merge(tensor, consumers[value], Integer::sum);
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
    return consumers[value] == 1 && lastConsumer.get(value) instanceof Operation.LeakyRelu l
        ? Optional.of(l)
        : Optional.empty();
  }

  /**
   * Whether an operation may write its output over this input of it: nobody else reads it, and the
   * backward pass of what made it does not need it.
   */
  boolean mayOverwrite(int value) {
    var producer = producers.get(value);
    return consumers[value] == 1
        && (producer instanceof Operation.Convolution || producer instanceof Operation.BatchNorm);
  }
}
