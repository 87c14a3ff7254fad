package gradlab.compute.nd4j;

import gradlab.compute.ComputePath;
import gradlab.network.NetworkDeclaration;
import gradlab.network.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
  private final Map<String, INDArray> parameters;
  private final Map<String, INDArray> gradients;
  private final DataType dataType;
  private final int[] consumers;

  private Nd4jBuffers buffers;
  private final Map<Operation, INDArray> normalised = new HashMap<>();
  private final Map<Operation, INDArray> inverseDeviation = new HashMap<>();
  private final Map<Operation, INDArray> imposedSlopes = new HashMap<>();
  private Branches branches = Branches.OWN;
  private INDArray[] values;
  private int batch;

  public Nd4jPath(
      NetworkDeclaration declaration,
      Map<String, INDArray> parameters,
      Map<String, INDArray> gradients,
      DataType dataType) {
    this.declaration = declaration;
    this.parameters = parameters;
    this.gradients = gradients;
    this.dataType = dataType;
    this.consumers = new int[declaration.channels().size()];
    for (var op : declaration.operations()) {
      consumers[op.input()]++;
      if (op instanceof Operation.Add add) {
        consumers[add.other()]++;
      } else if (op instanceof Operation.Concat concat) {
        consumers[concat.other()]++;
      }
    }
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
  public INDArray forward(INDArray images, boolean training) {
    prepare(Math.toIntExact(images.size(0)));
    values[0] = images;
    imposedSlopes.clear();
    var forward = new Forward(training);
    declaration.operations().forEach(op -> op.accept(forward));
    var heads = declaration.heads().stream().map(h -> values[h]).toList();
    return heads.size() == 1
        ? heads.get(0).dup('c')
        : Nd4j.concat(1, heads.toArray(INDArray[]::new));
  }

  /** Makes or re-uses the values' arrays for a batch of n images. */
  private void prepare(int n) {
    if (n == batch) {
      return;
    }
    if (buffers == null || n > buffers.capacity()) {
      buffers = new Nd4jBuffers(declaration, dataType, n);
      normalised.clear();
    }
    batch = n;
    values = new INDArray[consumers.length];
    for (var op : declaration.operations()) {
      // An activation overwrites its input where nobody else reads it: its backward pass needs its
      // output alone.
      boolean inPlace = op instanceof Operation.LeakyRelu && consumers[op.input()] == 1;
      values[op.output()] = inPlace ? values[op.input()] : buffers.value(op.output(), n);
    }
  }

  /** Calculates one operation's output from its input. */
  private final class Forward implements Operation.Visitor {
    private final boolean training;

    Forward(boolean training) {
      this.training = training;
    }

    @Override
    public void convolution(Operation.Convolution c) {
      var bias = c.bias() ? bias(c.name()) : null;
      Nd4jOps.convolution(
          values[c.input()], weight(c.name()), bias, values[c.output()], c.kernel());
    }

    @Override
    public void batchNorm(Operation.BatchNorm b) {
      INDArray x = values[b.input()];
      INDArray y = values[b.output()];
      var gamma = weight(b.name());
      var beta = bias(b.name());
      var runningMean = parameters.get(b.name() + ".running_mean");
      var runningVariance = parameters.get(b.name() + ".running_var");
      if (training) {
        var kept = normalised.computeIfAbsent(b, k -> buffers.like(b.output()));
        var xhat = Nd4jBuffers.first(kept, y);
        var scratch = buffers.scratch(b.output(), batch);
        inverseDeviation.put(b, Nd4jOps.normalise(x, xhat, scratch, runningMean, runningVariance));
        Nd4jOps.affine(xhat, gamma, beta, y);
      } else {
        var scale = gamma.div(Nd4jOps.deviation(runningVariance));
        Nd4jOps.affine(x, scale, beta.sub(runningMean.mul(scale)), y);
      }
    }

    @Override
    public void leakyRelu(Operation.LeakyRelu l) {
      INDArray x = values[l.input()];
      INDArray y = values[l.output()];
      var positive = branches.positive(x);
      if (positive.isPresent()) {
        imposedSlopes.put(l, Nd4jOps.slopes(positive.get(), l.slope()));
        x.mul(imposedSlopes.get(l), y);
      } else {
        Nd4jOps.leakyRelu(x, l.slope(), y, buffers.scratch(l.output(), batch));
      }
    }

    @Override
    public void averagePool(Operation.AveragePool p) {
      Nd4jOps.averagePool(values[p.input()], values[p.output()]);
    }

    @Override
    public void add(Operation.Add a) {
      values[a.input()].add(values[a.other()], values[a.output()]);
    }

    @Override
    public void concat(Operation.Concat c) {
      INDArray x = values[c.input()];
      INDArray y = values[c.output()];
      Nd4jOps.channels(y, 0, x.size(1)).assign(x);
      Nd4jOps.channels(y, x.size(1), y.size(1)).assign(values[c.other()]);
    }

    @Override
    public void globalPool(Operation.GlobalPool g) {
      Nd4jOps.globalPool(values[g.input()], values[g.output()]);
    }

    @Override
    public void linear(Operation.Linear l) {
      INDArray y = values[l.output()];
      Nd4j.matmul(values[l.input()], weight(l.name()), y, false, true, false);
      y.addiRowVector(bias(l.name()));
    }
  }

  @Override
  public void backward(INDArray logitsGradient) {
    var diff = new INDArray[consumers.length];
    int classes = declaration.spec().classes();
    for (int i = 0; i < declaration.heads().size(); i++) {
      diff[declaration.heads().get(i)] = Nd4jOps.columns(logitsGradient, i * classes, classes);
    }
    var operations = new ArrayList<>(declaration.operations());
    Collections.reverse(operations);
    var backward = new Backward(diff);
    operations.forEach(op -> op.accept(backward));
  }

  /**
   * Takes diff[output], which it owns, and adds to the diffs of the inputs; the images need none.
   */
  private final class Backward implements Operation.Visitor {
    private final INDArray[] diff;

    Backward(INDArray[] diff) {
      this.diff = diff;
    }

    @Override
    public void convolution(Operation.Convolution c) {
      INDArray dy = take(c);
      var dx = buffers.borrow(c.input(), batch);
      var bias = c.bias() ? bias(c.name()) : null;
      var biasGradient = c.bias() ? gradients.get(c.name() + ".bias") : null;
      Nd4jOps.convolutionBackward(
          values[c.input()],
          weight(c.name()),
          bias,
          dy,
          dx,
          gradients.get(c.name() + ".weight"),
          biasGradient,
          c.kernel());
      buffers.giveBack(dy);
      give(c.input(), dx);
    }

    @Override
    public void batchNorm(Operation.BatchNorm b) {
      INDArray dy = take(b);
      Nd4jOps.batchNormBackward(
          dy,
          Nd4jBuffers.first(normalised.get(b), dy),
          inverseDeviation.get(b),
          weight(b.name()),
          gradients.get(b.name() + ".weight"),
          gradients.get(b.name() + ".bias"),
          buffers.scratch(b.output(), batch));
      give(b.input(), dy);
    }

    @Override
    public void leakyRelu(Operation.LeakyRelu l) {
      INDArray dy = take(l);
      var imposed = imposedSlopes.get(l);
      if (imposed != null) {
        dy.muli(imposed);
      } else {
        var scratch = buffers.scratch(l.output(), batch);
        Nd4jOps.leakyReluBackward(values[l.output()], l.slope(), dy, scratch);
      }
      give(l.input(), dy);
    }

    @Override
    public void averagePool(Operation.AveragePool p) {
      INDArray dy = take(p);
      var dx = buffers.borrow(p.input(), batch);
      Nd4jOps.averagePoolBackward(dy, dx);
      buffers.giveBack(dy);
      give(p.input(), dx);
    }

    @Override
    public void add(Operation.Add a) {
      INDArray dy = take(a);
      giveCopy(a.other(), dy);
      give(a.input(), dy);
    }

    @Override
    public void concat(Operation.Concat c) {
      INDArray dy = take(c);
      long split = values[c.input()].size(1);
      giveCopy(c.input(), Nd4jOps.channels(dy, 0, split));
      giveCopy(c.other(), Nd4jOps.channels(dy, split, dy.size(1)));
      buffers.giveBack(dy);
    }

    @Override
    public void globalPool(Operation.GlobalPool g) {
      var dx = buffers.borrow(g.input(), batch);
      Nd4jOps.globalPoolBackward(take(g), dx);
      give(g.input(), dx);
    }

    @Override
    public void linear(Operation.Linear l) {
      INDArray dy = take(l);
      var weightGradient = gradients.get(l.name() + ".weight");
      Nd4j.matmul(dy, values[l.input()], weightGradient, true, false, false);
      gradients.get(l.name() + ".bias").assign(dy.sum(0));
      diff[l.input()] = Nd4j.matmul(dy, weight(l.name()));
    }

    private INDArray take(Operation op) {
      INDArray dy = diff[op.output()];
      diff[op.output()] = null;
      return dy;
    }

    private void giveCopy(int value, INDArray part) {
      var copy = buffers.borrow(value, batch);
      copy.assign(part);
      give(value, copy);
    }

    /** Hands an array over to a value's diff, or adds it to what is there. */
    private void give(int value, INDArray part) {
      if (value == 0) {
        buffers.giveBack(part);
      } else if (diff[value] == null) {
        diff[value] = part;
      } else {
        diff[value].addi(part);
        buffers.giveBack(part);
      }
    }
  }

  @Override
  public void visitActivations(ActivationVisitor visitor) {
    for (var op : declaration.operations()) {
      if (op instanceof Operation.LeakyRelu l) {
        visitor.activation(l.name(), values[l.output()]);
      }
    }
  }

  @Override
  public void close() {
    // ND4J's arrays are the garbage collector's
  }

  private INDArray weight(String layer) {
    return parameters.get(layer + ".weight");
  }

  private INDArray bias(String layer) {
    return parameters.get(layer + ".bias");
  }
}
