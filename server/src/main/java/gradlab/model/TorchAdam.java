package gradlab.model;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam (Kingma and Ba, 2015) in PyTorch's form: epsilon is added after the bias correction. DL4J's
 * own adds it before, so that its epsilon is 31 times larger at step 1.
 */
public final class TorchAdam implements IUpdater {
  private static final long serialVersionUID = 1L;

  /** PyTorch's defaults. */
  static final double BETA1 = 0.9;

  static final double BETA2 = 0.999;

  @JsonProperty private double epsilon;
  @JsonProperty private ISchedule schedule;

  /** For DL4J's JSON. */
  public TorchAdam() {}

  public TorchAdam(double epsilon, ISchedule schedule) {
    this.epsilon = epsilon;
    this.schedule = schedule;
  }

  double epsilon() {
    return epsilon;
  }

  @Override
  public long stateSize(long parameters) {
    return 2 * parameters;
  }

  @Override
  public GradientUpdater<TorchAdam> instantiate(INDArray state, boolean initialize) {
    var updater = new TorchAdamUpdater(this);
    long[] gradientShape = {1, state.length() / 2};
    updater.setStateViewArray(state, gradientShape, state.ordering(), initialize);
    return updater;
  }

  @Override
  public GradientUpdater<TorchAdam> instantiate(Map<String, INDArray> state, boolean initialize) {
    var updater = new TorchAdamUpdater(this);
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return schedule.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double learningRate, ISchedule newSchedule) {
    throw new UnsupportedOperationException("the schedule is part of the configuration");
  }

  @Override
  public IUpdater clone() {
    return new TorchAdam(epsilon, schedule.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TorchAdam o && epsilon == o.epsilon && schedule.equals(o.schedule);
  }

  @Override
  public int hashCode() {
    return Double.hashCode(epsilon) + schedule.hashCode();
  }
}
