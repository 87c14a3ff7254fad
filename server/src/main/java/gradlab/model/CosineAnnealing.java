package gradlab.model;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The course's schedule: lr(e) = floor + (initial - floor) (1 + cos(pi e / length)) / 2, constant
 * within an epoch; the floor from epoch {@code length} on.
 */
public final class CosineAnnealing implements ISchedule {
  private static final long serialVersionUID = 1L;

  @JsonProperty private double initial;
  @JsonProperty private double floor;
  @JsonProperty private int length;

  /** For DL4J's JSON. */
  public CosineAnnealing() {}

  /**
   * @param length in epochs
   */
  public CosineAnnealing(double initial, double floor, int length) {
    this.initial = initial;
    this.floor = floor;
    this.length = length;
  }

  /** The learning rate of a 0-based epoch. */
  public double valueAt(int epoch) {
    double at = Math.min(epoch, length);
    return floor + (initial - floor) * (1 + Math.cos(Math.PI * at / length)) / 2;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return valueAt(epoch);
  }

  @Override
  public ISchedule clone() {
    return new CosineAnnealing(initial, floor, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CosineAnnealing o
        && initial == o.initial
        && floor == o.floor
        && length == o.length;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(initial + floor) + length;
  }
}
