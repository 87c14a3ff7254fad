package gradlab.compute.onednn;

import gradlab.compute.ComputePath;
import gradlab.network.NetworkDeclaration;
import gradlab.network.Operation;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The compute path on oneDNN itself, the fast one on a CPU: activations stay in oneDNN's layout
 * from the entry to the heads, activations are fused where that can be, everything is made once for
 * each batch size and mode.
 */
public final class OneDnnPath implements ComputePath {
  private final NetworkDeclaration declaration;
  private final Views views;
  private final int layoutTag;
  private final Arena arena = new Arena();
  private final Map<Key, Program> programs = new HashMap<>();
  private final Map<Integer, INDArray> logits = new HashMap<>();
  private INDArray activation = Nd4j.createUninitialized(DataType.FLOAT, 1);
  private Program current;
  private long seed;

  private record Key(int batch, boolean training) {}

  /**
   * @param parameters contiguous float32 views by name
   * @param gradients the same, to be written
   * @throws UnsupportedOperation if oneDNN is not here or cannot do this network well
   */
  public OneDnnPath(
      NetworkDeclaration declaration,
      Map<String, INDArray> parameters,
      Map<String, INDArray> gradients) {
    OneDnn.unavailable()
        .ifPresent(
            reason -> {
              throw new UnsupportedOperation(reason);
            });
    this.declaration = declaration;
    this.views = new Views(parameters, gradients);
    this.layoutTag = fastestLayout();
  }

  /** Whether oneDNN can do all of a network in a layout shows when a program is put together. */
  private int fastestLayout() {
    String reason = "";
    for (int tag : Layouts.OF_ACTIVATIONS) {
      try {
        new Program(declaration, views, 1, true, tag).close();
        return tag;
      } catch (UnsupportedOperation e) {
        reason = e.getMessage();
      }
    }
    throw new UnsupportedOperation(reason);
  }

  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public void seed(long newSeed) {
    seed = newSeed;
  }

  @Override
  public INDArray forward(INDArray images, boolean training) {
    int batch = Math.toIntExact(images.size(0));
    current = program(batch, training);
    long width = (long) declaration.heads().size() * declaration.spec().classes();
    var result =
        logits.computeIfAbsent(
            batch, n -> Nd4j.createUninitialized(DataType.FLOAT, new long[] {n, width}, 'c'));
    current.forward(contiguous(images), result, seed);
    return result;
  }

  private Program program(int batch, boolean training) {
    var key = new Key(batch, training);
    var known = programs.get(key);
    if (known != null) {
      return known;
    }
    var program = new Program(declaration, views, batch, training, layoutTag);
    arena.add(program);
    programs.put(key, program);
    return program;
  }

  @Override
  public void backward(INDArray logitsGradient) {
    current.backward(contiguous(logitsGradient));
  }

  private static INDArray contiguous(INDArray array) {
    return array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
  }

  @Override
  public void visitActivations(ActivationVisitor visitor) {
    INDArray room = roomForAnActivation();
    for (var op : declaration.operations()) {
      if (op instanceof Operation.LeakyRelu l) {
        visitor.activation(l.name(), current.read(l.output(), room));
      }
    }
  }

  /** Kept: an array of megabytes a layer would wait for a garbage collection that seldom comes. */
  private INDArray roomForAnActivation() {
    long most =
        current.batch()
            * declaration.operations().stream()
                .filter(Operation.LeakyRelu.class::isInstance)
                .mapToLong(op -> declaration.elements(op.output()))
                .max()
                .orElse(0);
    if (activation.length() < most) {
      activation = Nd4j.createUninitialized(DataType.FLOAT, most);
    }
    return activation;
  }

  @Override
  public void close() {
    arena.close();
  }
}
