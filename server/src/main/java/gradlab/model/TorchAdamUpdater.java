package gradlab.model;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * The arithmetic of {@link TorchAdam}: turns a gradient, in place, into what is subtracted from the
 * parameters.
 */
final class TorchAdamUpdater implements GradientUpdater<TorchAdam> {
  private final TorchAdam config;
  private INDArray m;
  private INDArray v;

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

  /**
   * DL4J's fused operation calculates rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + e). With e =
   * eps sqrt(1 - b2^t) that is PyTorch's rate / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + eps).
   */
  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    double epsilon = config.epsilon() * Math.sqrt(1 - Math.pow(TorchAdam.BETA2, iteration + 1.0));
    Nd4j.exec(
        new AdamUpdater(
            gradient.rank() == 1 ? gradient : gradient.reshape('c', new long[] {gradient.length()}),
            v,
            m,
            config.getLearningRate(iteration, epoch),
            TorchAdam.BETA1,
            TorchAdam.BETA2,
            epsilon,
            iteration));
  }
}
