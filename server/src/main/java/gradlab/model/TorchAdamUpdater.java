package gradlab.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * The arithmetic of {@link TorchAdam}: turns a gradient, in place, into what is subtracted from the
 * parameters. DL4J's fused operation calculates rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + e);
 * with e = eps sqrt(1 - b2^t) that is PyTorch's rate / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + eps).
 */
final class TorchAdamUpdater implements GradientUpdater<TorchAdam> {
  private final TorchAdam config;
  private INDArray m;
  private INDArray v;
  private final AdamUpdater operation = new AdamUpdater();
  // Made once for the gradient that comes every step: making it is 4 KB of garbage.
  private Optional<OpContext> arguments = Optional.empty();
  private INDArray contextOf;

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
    if (arguments.isEmpty() || gradient != contextOf) {
      arguments = Optional.of(arguments(gradient));
      contextOf = gradient;
    }
    var context = arguments.get();
    double epsilon = config.epsilon() * Math.sqrt(1 - Math.pow(TorchAdam.BETA2, iteration + 1.0));
    context.setTArguments(
        config.getLearningRate(iteration, epoch), TorchAdam.BETA1, TorchAdam.BETA2, epsilon);
    context.setIArguments(iteration);
    Nd4j.exec(operation, context);
  }

  /** In place: gradient, v, m. */
  private OpContext arguments(INDArray gradient) {
    var context = Nd4j.getExecutioner().buildContext();
    var arrays = List.of(gradient.reshape('c', new long[] {gradient.length()}), v, m);
    for (int i = 0; i < arrays.size(); i++) {
      context.setInputArray(i, arrays.get(i));
      context.setOutputArray(i, arrays.get(i));
    }
    return context;
  }
}
