package gradlab.model;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The arithmetic of {@link TorchAdam}: turns a gradient, in place, into what is subtracted from the
 * parameters.
 */
final class TorchAdamUpdater implements GradientUpdater<TorchAdam> {
  private final TorchAdam config;
  private INDArray m;
  private INDArray v;
  private INDArray scratch;

  TorchAdamUpdater(TorchAdam config) {
    this.config = config;
  }

  @Override
  public TorchAdam getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    m = state.get("m");
    v = state.get("v");
  }

  @Override
  public Map<String, INDArray> getState() {
    var state = new HashMap<String, INDArray>();
    state.put("m", m);
    state.put("v", v);
    return state;
  }

  @Override
  public void setStateViewArray(
      INDArray state, long[] gradientShape, char order, boolean initialize) {
    var vector = state.reshape('c', new long[] {state.length()});
    if (initialize) {
      vector.assign(0);
    }
    long half = state.length() / 2;
    m = vector.get(NDArrayIndex.interval(0, half));
    v = vector.get(NDArrayIndex.interval(half, 2 * half));
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    var g = gradient.reshape('c', new long[] {gradient.length()});
    if (scratch == null) {
      scratch = g.ulike();
    }
    int t = iteration + 1;
    double rate = config.getLearningRate(iteration, epoch) / (1 - Math.pow(TorchAdam.BETA1, t));
    double correction = 1 / Math.sqrt(1 - Math.pow(TorchAdam.BETA2, t));

    // m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2
    g.mul(1 - TorchAdam.BETA1, scratch);
    m.muli(TorchAdam.BETA1).addi(scratch);
    g.mul(g, scratch).muli(1 - TorchAdam.BETA2);
    v.muli(TorchAdam.BETA2).addi(scratch);

    // update = rate m / (sqrt(v) correction + eps)
    scratch.assign(v);
    Transforms.sqrt(scratch, false).muli(correction).addi(config.epsilon());
    m.div(scratch, g).muli(rate);
  }
}
