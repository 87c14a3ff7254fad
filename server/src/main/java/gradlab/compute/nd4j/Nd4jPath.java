package gradlab.compute.nd4j;

import gradlab.compute.ComputePath;
import gradlab.network.NetworkDeclaration;
import gradlab.network.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The compute path on ND4J's operations: the one for GPUs, for float64 and for every processor, and
 * the reference that others are tested against. Activations are made once for the largest batch
 * seen; smaller batches use views of them.
 */
public final class Nd4jPath implements ComputePath {
  private final NetworkDeclaration declaration;
  private final Nd4jState state;
  private Branches branches = Branches.OWN;
  private long seed;

  public Nd4jPath(
      NetworkDeclaration declaration,
      Map<String, INDArray> parameters,
      Map<String, INDArray> gradients,
      DataType dataType) {
    this.declaration = declaration;
    this.state = new Nd4jState(declaration, parameters, gradients, dataType);
  }

  @Override
  public String name() {
    return "nd4j";
  }

  /** From the next forward pass on. */
  public void follow(Branches newBranches) {
    branches = newBranches;
  }

  @Override
  public void seed(long newSeed) {
    seed = newSeed;
  }

  @Override
  public INDArray forward(INDArray images, boolean training) {
    state.begin(images);
    var forward = new Nd4jForward(state, branches, training, seed);
    declaration.operations().forEach(op -> op.accept(forward));
    var heads = declaration.heads().stream().map(state::value).toList();
    return heads.size() == 1
        ? heads.get(0).dup('c')
        : Nd4j.concat(1, heads.toArray(INDArray[]::new));
  }

  @Override
  public void backward(INDArray logitsGradient) {
    var diff = new INDArray[declaration.channels().size()];
    int classes = declaration.spec().classes();
    for (int i = 0; i < declaration.heads().size(); i++) {
      diff[declaration.heads().get(i)] = Nd4jOps.columns(logitsGradient, i * classes, classes);
    }
    var operations = new ArrayList<>(declaration.operations());
    Collections.reverse(operations);
    var backward = new Nd4jBackward(state, diff);
    operations.forEach(op -> op.accept(backward));
  }

  @Override
  public void visitActivations(ActivationVisitor visitor) {
    for (var op : declaration.operations()) {
      if (op instanceof Operation.LeakyRelu l) {
        visitor.activation(l.name(), asMaps(state.value(l.output())));
      }
    }
  }

  private static INDArray asMaps(INDArray output) {
    return output.rank() == 4
        ? output
        : output.reshape('c', new long[] {output.size(0), output.size(1), 1, 1});
  }

  @Override
  public void close() {
    // ND4J's arrays are the garbage collector's
  }
}
