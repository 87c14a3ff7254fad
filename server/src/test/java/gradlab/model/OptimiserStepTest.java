package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.network.NetworkSpec;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;

/** With gradients that are put in by hand. */
class OptimiserStepTest {
  private static final NetworkSpec SPEC = NetworkSpec.of("plain", 1, 0, 2, 3, 4);
  private static final double RATE = 0.25;

  private static ComputationGraph graph(double weightDecay, IUpdater updater, DataType precision) {
    return Networks.build(SPEC, updater, weightDecay, 3, precision);
  }

  private static TorchSgd sgd() {
    return new TorchSgd(0, new FixedSchedule(RATE));
  }

  /** Numbers of the trained parameters; batch norm's running statistics come after them. */
  private static int trained() {
    return Networks.layer(graph(0, sgd(), DataType.DOUBLE)).declaration().parameters().stream()
        .filter(p -> p.trained())
        .mapToInt(p -> Math.toIntExact(p.length()))
        .sum();
  }

  /** What a step subtracts from the trained parameters. */
  private static double[] step(ComputationGraph graph, double clip, double[] gradient, int batch) {
    INDArray view = Networks.layer(graph).getGradientsViewArray();
    for (int i = 0; i < gradient.length; i++) {
      view.putScalar(i, gradient[i]);
    }
    for (long i = gradient.length; i < view.length(); i++) {
      view.putScalar(i, 1e6); // nobody's gradient: must neither count nor be clipped
    }
    double[] before = graph.params().dup().data().asDouble();
    new OptimiserStep(graph, clip).apply(batch);
    double[] after = graph.params().dup().data().asDouble();
    double[] change = new double[gradient.length];
    for (int i = 0; i < before.length; i++) {
      if (i < change.length) {
        change[i] = before[i] - after[i];
      } else {
        assertThat(after[i]).isEqualTo(before[i]);
      }
    }
    return change;
  }

  /** 3 and 4 summed over a batch of 2: the mean has norm 2.5, twice the limit of 1.25. */
  @Example
  void clipsTheMeanGradientThenAddsTheWeightDecay() {
    var graph = graph(0.1, sgd(), DataType.DOUBLE);
    double[] weights = graph.params().dup().data().asDouble();
    double[] gradient = new double[trained()];
    gradient[5] = 3;
    gradient[7] = -4;
    double[] change = step(graph, 1.25, gradient, 2);
    double half = 1.25 / (2.5 + 1e-6); // PyTorch's clip_grad_norm_
    for (int i = 0; i < change.length; i++) {
      double expected = RATE * (gradient[i] / 2 * half + 0.1 * weights[i]);
      assertThat(change[i]).isCloseTo(expected, within(1e-14));
    }
  }

  /** Momentum adds up what was clipped and decayed. */
  @Example
  void theVelocityIsThatOfTheClippedAndDecayedGradient() {
    var graph = graph(0.1, new TorchSgd(0.5, new FixedSchedule(RATE)), DataType.DOUBLE);
    var step = new OptimiserStep(graph, 1);
    INDArray view = Networks.layer(graph).getGradientsViewArray();
    double w = graph.params().getDouble(0);
    double v = 0;
    for (double g : new double[] {-8, 0.5, 2}) {
      view.assign(0);
      view.putScalar(0, g);
      // the other weights' decay is not part of the clipped gradient
      v = 0.5 * v + g * Math.min(1, 1 / (Math.abs(g) + 1e-6)) + 0.1 * w;
      w -= RATE * v;
      step.apply(1);
      assertThat(graph.params().getDouble(0)).isCloseTo(w, within(1e-14));
    }
  }

  @Property(tries = 200)
  void anUpdateIsAsLongAsTheLimitAllowsAndKeepsItsDirection(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -9, max = 9) double sizeExponent,
      @ForAll @DoubleRange(min = -3, max = 3) double limitExponent,
      @ForAll @IntRange(min = 1, max = 200) int batch,
      @ForAll boolean single) {
    var precision = single ? DataType.FLOAT : DataType.DOUBLE;
    double rounding = single ? 1e-5 : 1e-12;
    var graph = graph(0, sgd(), precision);
    graph.params().assign(0); // so that the change has all its digits
    double limit = Math.pow(10, limitExponent);
    double[] gradient =
        new java.util.Random(seed)
            .doubles(trained(), -1, 1)
            .map(x -> x * Math.pow(10, sizeExponent))
            .toArray();
    double norm = norm(gradient) / batch;
    double[] change = step(graph, limit, gradient, batch);
    double expected = RATE * norm * Math.min(1, limit / (norm + 1e-6));
    assertThat(norm(change)).isCloseTo(expected, within(rounding * expected));
    assertThat(norm(change)).isLessThanOrEqualTo(RATE * limit * (1 + rounding));
    double along = 0;
    for (int i = 0; i < change.length; i++) {
      along += change[i] * gradient[i];
    }
    assertThat(along / norm(change) / norm(gradient)).isCloseTo(1, within(rounding));
  }

  @Example
  void withoutALimitAndBelowItNothingIsScaled() {
    double[] gradient = new double[trained()];
    gradient[0] = 0.6;
    gradient[1] = 0.8;
    double[] free = step(graph(0, sgd(), DataType.DOUBLE), 0, gradient, 1);
    assertThat(step(graph(0, sgd(), DataType.DOUBLE), 1.1, gradient, 1)).isEqualTo(free);
    assertThat(step(graph(0, sgd(), DataType.DOUBLE), 0.9, gradient, 1)).isNotEqualTo(free);
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }
}
