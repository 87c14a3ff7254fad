package gradlab.compute.nd4j;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Decides on which side of its kink each LeakyReLU works. Another run's sides, imposed on float64,
 * give the exact values of the linear piece that run was on.
 */
@FunctionalInterface
public interface Branches {
  /** Its input's sign decides, as the function says. */
  Branches OWN = input -> Optional.empty();

  /**
   * Called in each forward pass for each LeakyReLU, in the declaration's order.
   *
   * @return in the input's shape, 1 for the positive side and 0 for the other; kept. Empty: as the
   *     input's sign says
   */
  Optional<INDArray> positive(INDArray input);
}
