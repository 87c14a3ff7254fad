package gradlab.model;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * The arithmetic of {@link TorchSgd}: turns a gradient, in place, into what is subtracted from the
 * parameters.
 */
final class TorchSgdUpdater implements GradientUpdater<TorchSgd> {
  private static final String VELOCITY = "v";

  private final TorchSgd config;
  private INDArray v;

  TorchSgdUpdater(TorchSgd config) {
    this.config = config;
  }

  @Override
  public TorchSgd getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    v = state.get(VELOCITY);
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of(VELOCITY, v);
  }

  @Override
  public void setStateViewArray(
      INDArray state, long[] gradientShape, char order, boolean initialize) {
    v = flat(state);
    if (initialize) {
      v.assign(0);
    }
  }

  /** The first step's v is g itself, as in PyTorch: v starts at 0. */
  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    var g = flat(gradient);
    var blas = Nd4j.getBlasWrapper().level1();
    long n = g.length();
    blas.scal(n, config.momentum(), v);
    blas.axpy(n, 1, g, v);
    blas.copy(v, g);
    blas.scal(n, config.getLearningRate(iteration, epoch), g);
  }

  /** A view is garbage: none for the flat vector that comes every step. */
  private static INDArray flat(INDArray vector) {
    return vector.rank() == 1 ? vector : vector.reshape('c', new long[] {vector.length()});
  }
}
