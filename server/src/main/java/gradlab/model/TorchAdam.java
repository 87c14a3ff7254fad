package gradlab.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam (Kingma and Ba, 2015) in PyTorch's form: epsilon is added after the bias correction. DL4J's
 * own adds it before, so that its epsilon is 31 times larger at step 1.
 */
public final class TorchAdam extends ScheduledUpdater {
  private static final long serialVersionUID = 1L;

  /** PyTorch's defaults. */
  static final double BETA1 = 0.9;

  static final double BETA2 = 0.999;

  @JsonProperty private double epsilon;

  /** For DL4J's JSON. */
  public TorchAdam() {}

  public TorchAdam(double epsilon, ISchedule schedule) {
    super(schedule);
    this.epsilon = epsilon;
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
    var updater = updater();
    long[] gradientShape = {1, state.length() / 2};
    updater.setStateViewArray(state, gradientShape, state.ordering(), initialize);
    return updater;
  }

  @Override
  GradientUpdater<TorchAdam> updater() {
    return new TorchAdamUpdater(this);
  }

  @Override
  public IUpdater clone() {
    return new TorchAdam(epsilon, schedule().clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TorchAdam o && epsilon == o.epsilon && schedule().equals(o.schedule());
  }

  @Override
  public int hashCode() {
    return Double.hashCode(epsilon) + schedule().hashCode();
  }
}
