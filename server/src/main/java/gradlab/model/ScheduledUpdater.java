package gradlab.model;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** An optimiser whose learning rate follows a schedule, which is part of its configuration. */
abstract class ScheduledUpdater implements IUpdater {
  private static final long serialVersionUID = 1L;

  @JsonProperty private ISchedule schedule;

  /** For DL4J's JSON. */
  ScheduledUpdater() {}

  ScheduledUpdater(ISchedule schedule) {
    this.schedule = schedule;
  }

  final ISchedule schedule() {
    return schedule;
  }

  @Override
  public final double getLearningRate(int iteration, int epoch) {
    return schedule.valueAt(iteration, epoch);
  }

  @Override
  public final boolean hasLearningRate() {
    return true;
  }

  @Override
  public final void setLrAndSchedule(double learningRate, ISchedule newSchedule) {
    throw new UnsupportedOperationException("the schedule is part of the configuration");
  }

  /** The arithmetic, without its state. */
  abstract GradientUpdater<?> updater();

  @Override
  public final GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
    var updater = updater();
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  public abstract IUpdater clone();
}
