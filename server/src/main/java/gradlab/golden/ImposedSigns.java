package gradlab.golden;

import gradlab.compute.nd4j.Branches;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Another run's signs, for as many passes as it has, and how far from the kink they were imposed
 * against an input's own sign.
 */
final class ImposedSigns implements Branches {
  private final Signs signs;
  private int next;
  private long opposed;
  private double farthest;

  ImposedSigns(Signs signs) {
    this.signs = signs;
  }

  /**
   * @throws IllegalArgumentException if the signs are of another network, batch or number of passes
   */
  @Override
  public Optional<INDArray> positive(INDArray input) {
    double[] x = Signs.flat(input);
    if (next == signs.size() || signs.length(next) != x.length) {
      throw new IllegalArgumentException("no signs for LeakyReLU " + next + " of " + x.length);
    }
    var mask = new double[x.length];
    double squares = 0;
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      boolean positive = signs.isPositive(next, i);
      mask[i] = positive ? 1 : 0;
      squares += x[i] * x[i];
      if (positive != x[i] > 0) {
        opposed++;
        largest = Math.max(largest, Math.abs(x[i]));
      }
    }
    if (largest > 0) {
      farthest = Math.max(farthest, largest / Math.sqrt(squares / x.length));
    }
    next++;
    return Optional.of(Nd4j.createFromArray(mask).castTo(input.dataType()).reshape(input.shape()));
  }

  /** How many signs were not the input's own. */
  long opposed() {
    return opposed;
  }

  /**
   * The largest input whose sign was not its own, over the root mean square of its LeakyReLU's
   * inputs: rounding moves an activation across the kink only where it is next to nothing.
   */
  double farthest() {
    return farthest;
  }

  /** Whether every sign has found its activation. */
  boolean areUsedUp() {
    return next == signs.size();
  }
}
