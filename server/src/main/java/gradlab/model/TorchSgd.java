package gradlab.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Stochastic gradient descent with momentum in PyTorch's form: v = momentum v + g, update = rate v.
 * DL4J's own (Nesterovs) takes Nesterov's step and has the rate inside v, so that a change of the
 * rate is felt late. Without momentum v is kept too: no other case, at the price of one vector.
 */
public final class TorchSgd extends ScheduledUpdater {
  private static final long serialVersionUID = 1L;

  @JsonProperty private double momentum;

  /** For DL4J's JSON. */
  public TorchSgd() {}

  /**
   * @param momentum 0 up to but not including 1
   */
  public TorchSgd(double momentum, ISchedule schedule) {
    super(schedule);
    this.momentum = momentum;
  }

  double momentum() {
    return momentum;
  }

  @Override
  public long stateSize(long parameters) {
    return parameters;
  }

  @Override
  public GradientUpdater<TorchSgd> instantiate(INDArray state, boolean initialize) {
    var updater = updater();
    updater.setStateViewArray(state, state.shape(), state.ordering(), initialize);
    return updater;
  }

  @Override
  GradientUpdater<TorchSgd> updater() {
    return new TorchSgdUpdater(this);
  }

  @Override
  public IUpdater clone() {
    return new TorchSgd(momentum, schedule().clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TorchSgd o && momentum == o.momentum && schedule().equals(o.schedule());
  }

  @Override
  public int hashCode() {
    return Double.hashCode(momentum) + schedule().hashCode();
  }
}
