package gradlab.training;

/** Hears of every step that is done, on the training thread. */
@FunctionalInterface
public interface StepListener {
  /** Hears nothing. */
  StepListener NONE = (stepNanos, waitNanos) -> {};

  /**
   * @param stepNanos wall time of the step, its wait for data included
   * @param waitNanos the part of it that waited for data
   */
  void step(long stepNanos, long waitNanos);
}
