package gradlab.compute.nd4j;

import gradlab.network.Operation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Takes diff[output], which it owns, and adds to the diffs of the inputs; the images need none. */
final class Nd4jBackward implements Operation.Visitor {
  private final Nd4jState state;
  private final INDArray[] diff;

  /**
   * @param diff by value, those of the heads set
   */
  Nd4jBackward(Nd4jState state, INDArray[] diff) {
    this.state = state;
    this.diff = diff;
  }

  @Override
  public void convolution(Operation.Convolution c) {
    INDArray dy = take(c);
    var dx = state.borrow(c.input());
    var bias = c.bias() ? state.bias(c) : null;
    var biasGradient = c.bias() ? state.gradient(c, "bias") : null;
    Nd4jOps.convolutionBackward(
        state.value(c.input()),
        state.weight(c),
        bias,
        dy,
        dx,
        state.gradient(c, "weight"),
        biasGradient,
        c.kernel());
    state.giveBack(dy);
    give(c.input(), dx);
  }

  @Override
  public void batchNorm(Operation.BatchNorm b) {
    INDArray dy = take(b);
    Nd4jOps.batchNormBackward(
        dy,
        state.normalised(b),
        state.inverseDeviation.get(b),
        state.weight(b),
        state.gradient(b, "weight"),
        state.gradient(b, "bias"),
        state.scratch(b.output()));
    give(b.input(), dy);
  }

  @Override
  public void leakyRelu(Operation.LeakyRelu l) {
    INDArray dy = take(l);
    var imposed = state.imposedSlopes.get(l);
    if (imposed != null) {
      dy.muli(imposed);
    } else {
      var scratch = state.scratch(l.output());
      Nd4jOps.leakyReluBackward(state.value(l.output()), l.slope(), dy, scratch);
    }
    give(l.input(), dy);
  }

  @Override
  public void averagePool(Operation.AveragePool p) {
    INDArray dy = take(p);
    var dx = state.borrow(p.input());
    Nd4jOps.averagePoolBackward(dy, dx);
    state.giveBack(dy);
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
    long split = state.value(c.input()).size(1);
    giveCopy(c.input(), Nd4jOps.channels(dy, 0, split));
    giveCopy(c.other(), Nd4jOps.channels(dy, split, dy.size(1)));
    state.giveBack(dy);
  }

  @Override
  public void globalPool(Operation.GlobalPool g) {
    INDArray dy = take(g);
    var dx = state.borrow(g.input());
    Nd4jOps.globalPoolBackward(dy, dx);
    state.giveBack(dy);
    give(g.input(), dx);
  }

  @Override
  public void linear(Operation.Linear l) {
    INDArray dy = take(l);
    var weightGradient = state.gradient(l, "weight");
    Nd4j.matmul(dy, state.value(l.input()), weightGradient, true, false, false);
    state.gradient(l, "bias").assign(dy.sum(0));
    give(l.input(), Nd4j.matmul(dy, state.weight(l)));
    state.giveBack(dy);
  }

  @Override
  public void sigmoid(Operation.Sigmoid s) {
    INDArray dy = take(s);
    Nd4jGates.sigmoidBackward(state.value(s.output()), dy, state.scratch(s.output()));
    give(s.input(), dy);
  }

  @Override
  public void scale(Operation.Scale s) {
    INDArray dy = take(s);
    var dfactors = state.borrow(s.factors());
    Nd4jGates.scaleBackward(state.value(s.input()), dy, dfactors, state.scratch(s.output()));
    Nd4jGates.scale(dy, state.value(s.factors()), dy);
    give(s.factors(), dfactors);
    give(s.input(), dy);
  }

  @Override
  public void dropout(Operation.Dropout d) {
    INDArray dy = take(d);
    dy.muli(state.dropoutMasks.get(d));
    give(d.input(), dy);
  }

  private INDArray take(Operation op) {
    INDArray dy = diff[op.output()];
    diff[op.output()] = null;
    return dy;
  }

  private void giveCopy(int value, INDArray part) {
    var copy = state.borrow(value);
    copy.assign(part);
    give(value, copy);
  }

  /** Hands an array over to a value's diff, or adds it to what is there. */
  private void give(int value, INDArray part) {
    if (value == 0) {
      state.giveBack(part);
    } else if (diff[value] == null) {
      diff[value] = part;
    } else {
      diff[value].addi(part);
      state.giveBack(part);
    }
  }
}
