package gradlab.model;

import java.util.Map;
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
public final class TorchSgd implements IUpdater {
  private static final long serialVersionUID = 1L;

  @JsonProperty private double momentum;
  @JsonProperty private ISchedule schedule;

  /** For DL4J's JSON. */
  public TorchSgd() {}

  /**
   * @param momentum 0 up to but not including 1
   */
  public TorchSgd(double momentum, ISchedule schedule) {
    this.momentum = momentum;
    this.schedule = schedule;
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
    var updater = new TorchSgdUpdater(this);
    updater.setStateViewArray(state, state.shape(), state.ordering(), initialize);
    return updater;
  }

  @Override
  public GradientUpdater<TorchSgd> instantiate(Map<String, INDArray> state, boolean initialize) {
    var updater = new TorchSgdUpdater(this);
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
    return new TorchSgd(momentum, schedule.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TorchSgd o && momentum == o.momentum && schedule.equals(o.schedule);
  }

  @Override
  public int hashCode() {
    return Double.hashCode(momentum) + schedule.hashCode();
  }
}
