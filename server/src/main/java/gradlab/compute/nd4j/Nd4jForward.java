package gradlab.compute.nd4j;

import gradlab.compute.DropoutMask;
import gradlab.network.Operation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Calculates each operation's output from its inputs. */
final class Nd4jForward implements Operation.Visitor {
  private final Nd4jState state;
  private final Branches branches;
  private final boolean training;
  private final long seed;

  /**
   * @param seed of what is drawn in training
   */
  Nd4jForward(Nd4jState state, Branches branches, boolean training, long seed) {
    this.state = state;
    this.branches = branches;
    this.training = training;
    this.seed = seed;
  }

  @Override
  public void convolution(Operation.Convolution c) {
    var bias = c.bias() ? state.bias(c) : null;
    Nd4jOps.convolution(
        state.value(c.input()), state.weight(c), bias, state.value(c.output()), c.kernel());
  }

  @Override
  public void batchNorm(Operation.BatchNorm b) {
    INDArray x = state.value(b.input());
    INDArray y = state.value(b.output());
    var gamma = state.weight(b);
    var beta = state.bias(b);
    var runningMean = state.parameter(b, "running_mean");
    var runningVariance = state.parameter(b, "running_var");
    if (training) {
      var xhat = state.normalised(b);
      var scratch = state.scratch(b.output());
      var inverse = Nd4jOps.normalise(x, xhat, scratch, runningMean, runningVariance);
      state.inverseDeviation.put(b, inverse);
      Nd4jOps.affine(xhat, gamma, beta, y);
    } else {
      var scale = gamma.div(Nd4jOps.deviation(runningVariance));
      Nd4jOps.affine(x, scale, beta.sub(runningMean.mul(scale)), y);
    }
  }

  @Override
  public void leakyRelu(Operation.LeakyRelu l) {
    INDArray x = state.value(l.input());
    INDArray y = state.value(l.output());
    var positive = branches.positive(x);
    if (positive.isPresent()) {
      var slopes = Nd4jOps.slopes(positive.get(), l.slope());
      state.imposedSlopes.put(l, slopes);
      x.mul(slopes, y);
    } else {
      Nd4jOps.leakyRelu(x, l.slope(), y, state.scratch(l.output()));
    }
  }

  @Override
  public void averagePool(Operation.AveragePool p) {
    Nd4jOps.averagePool(state.value(p.input()), state.value(p.output()));
  }

  @Override
  public void add(Operation.Add a) {
    state.value(a.input()).add(state.value(a.other()), state.value(a.output()));
  }

  @Override
  public void concat(Operation.Concat c) {
    INDArray x = state.value(c.input());
    INDArray y = state.value(c.output());
    Nd4jOps.channels(y, 0, x.size(1)).assign(x);
    Nd4jOps.channels(y, x.size(1), y.size(1)).assign(state.value(c.other()));
  }

  @Override
  public void globalPool(Operation.GlobalPool g) {
    Nd4jOps.globalPool(state.value(g.input()), state.value(g.output()));
  }

  @Override
  public void linear(Operation.Linear l) {
    INDArray y = state.value(l.output());
    Nd4j.matmul(state.value(l.input()), state.weight(l), y, false, true, false);
    y.addiRowVector(state.bias(l));
  }

  @Override
  public void sigmoid(Operation.Sigmoid s) {
    Nd4jGates.sigmoid(state.value(s.input()), state.value(s.output()));
  }

  @Override
  public void scale(Operation.Scale s) {
    INDArray factors = state.value(s.factors());
    Nd4jGates.scale(state.value(s.input()), factors, state.value(s.output()));
  }

  @Override
  public void dropout(Operation.Dropout d) {
    INDArray x = state.value(d.input());
    INDArray y = state.value(d.output());
    if (training) {
      var mask = new float[Math.toIntExact(x.length())];
      DropoutMask.draw(seed, d, mask);
      var drawn = Nd4j.createFromArray(mask).castTo(x.dataType()).reshape(x.shape());
      state.dropoutMasks.put(d, drawn);
      x.mul(drawn, y);
    } else {
      y.assign(x);
    }
  }
}
