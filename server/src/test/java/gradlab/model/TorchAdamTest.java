package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TorchAdamTest {
  private static final double[] GRADIENT = {1e-3, -2.0, 1e-9, 0};

  /** PyTorch's formula written out, in double, over ten steps of the same gradient. */
  @Test
  void followsPyTorchsFormula() {
    double eps = 1e-8;
    var adam = new TorchAdam(eps, new CosineAnnealing(1e-3, 1e-3, 1));
    INDArray state = Nd4j.zeros(DataType.DOUBLE, 1, 2 * GRADIENT.length);
    var updater = adam.instantiate(state, true);
    var m = new double[GRADIENT.length];
    var v = new double[GRADIENT.length];
    for (int t = 1; t <= 10; t++) {
      INDArray g = Nd4j.createFromArray(GRADIENT).reshape(1, GRADIENT.length);
      updater.applyUpdater(g, t - 1, 0);
      for (int i = 0; i < GRADIENT.length; i++) {
        m[i] = 0.9 * m[i] + 0.1 * GRADIENT[i];
        v[i] = 0.999 * v[i] + 0.001 * GRADIENT[i] * GRADIENT[i];
        double hatM = m[i] / (1 - Math.pow(0.9, t));
        double hatV = v[i] / (1 - Math.pow(0.999, t));
        double expected = 1e-3 * hatM / (Math.sqrt(hatV) + eps);
        assertThat(g.getDouble(i)).isCloseTo(expected, within(1e-12 + 1e-9 * Math.abs(expected)));
      }
    }
  }

  /**
   * At step 1 the update of a gradient g is lr g / (|g| + eps): eps must not be 31 times larger.
   */
  @Test
  void epsilonComesAfterTheBiasCorrection() {
    double eps = 1e-3;
    var adam = new TorchAdam(eps, new CosineAnnealing(1, 1, 1));
    INDArray g = Nd4j.createFromArray(new double[] {eps}).reshape(1, 1);
    adam.instantiate(Nd4j.zeros(DataType.DOUBLE, 1, 2), true).applyUpdater(g, 0, 0);
    assertThat(g.getDouble(0)).isCloseTo(0.5, within(1e-9));
  }

  /** The values of the specification, section 3. */
  @Test
  void cosineHasTheCoursesValues() {
    var schedule = new CosineAnnealing(1e-3, 2e-5, 100);
    assertThat(schedule.valueAt(0)).isCloseTo(1.000e-3, within(5e-7));
    assertThat(schedule.valueAt(25)).isCloseTo(8.565e-4, within(5e-8));
    assertThat(schedule.valueAt(50)).isCloseTo(5.100e-4, within(5e-8));
    assertThat(schedule.valueAt(75)).isCloseTo(1.635e-4, within(5e-8));
    assertThat(schedule.valueAt(99)).isCloseTo(2.024e-5, within(5e-9));
    assertThat(schedule.valueAt(200)).isEqualTo(2e-5);
  }
}
