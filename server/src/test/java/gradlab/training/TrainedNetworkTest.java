package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.compute.PathChoice;
import gradlab.compute.onednn.OneDnn;
import gradlab.model.CosineAnnealing;
import gradlab.model.Networks;
import gradlab.model.TorchAdam;
import gradlab.model.TorchSgd;
import gradlab.network.NetworkSpec;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class TrainedNetworkTest {
  private static final int BATCH = 6;
  private static final int SIZE = 16;
  private static final int CLASSES = 10;

  private final Random random = new Random(5);
  private final FloatBuffer images = images();
  private final int[] labels = random.ints(BATCH, 0, CLASSES).toArray();

  private FloatBuffer images() {
    var images =
        ByteBuffer.allocateDirect(BATCH * 3 * SIZE * SIZE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < images.capacity(); i++) {
      images.put(i, (float) random.nextGaussian());
    }
    return images;
  }

  private static ComputationGraph graph(String block, double slope, DataType precision) {
    return graph(block, slope, precision, new TorchAdam(1e-3, new CosineAnnealing(1e-3, 2e-5, 10)));
  }

  private static ComputationGraph graph(
      String block, double slope, DataType precision, IUpdater updater) {
    var spec =
        NetworkSpec.of(block, 2, 1, 16, CLASSES, SIZE)
            .withActivationSlope(slope)
            .withSupervision(0.3);
    return Networks.build(spec, updater, 1e-4, 0, precision);
  }

  static Stream<IUpdater> optimisers() {
    return Stream.of(
        new TorchAdam(1e-3, new CosineAnnealing(1e-3, 2e-5, 10)),
        new TorchSgd(0.9, new StepSchedule(ScheduleType.EPOCH, 1e-2, 0.1, 1)),
        new TorchSgd(0, new FixedSchedule(1e-2)));
  }

  /**
   * Weight decay, companion heads, dropout, batch norm, optimiser and schedule: all as DL4J's own
   * driver.
   */
  @ParameterizedTest
  @MethodSource("optimisers")
  void aStepIsWhatFitDoes(IUpdater optimiser) {
    var ours = new TrainedNetwork(graph("bn_residual", 0.01, DataType.DOUBLE, optimiser.clone()));
    ours.layer().choose(PathChoice.ND4J);
    var fit = graph("bn_residual", 0.01, DataType.DOUBLE, optimiser.clone());
    Networks.layer(fit).choose(PathChoice.ND4J);
    INDArray x = Nd4j.create(DataType.DOUBLE, BATCH, 3, SIZE, SIZE);
    for (int i = 0; i < images.capacity(); i++) {
      x.putScalar(i, images.get(i));
    }
    INDArray y = Nd4j.zeros(DataType.DOUBLE, BATCH, CLASSES);
    for (int n = 0; n < BATCH; n++) {
      y.putScalar(n, labels[n], 1);
    }
    for (int step = 0; step < 4; step++) {
      ours.train(images, labels);
      fit.fit(new org.nd4j.linalg.dataset.DataSet(x, y));
      assertThat(ours.graph().getConfiguration().getIterationCount())
          .isEqualTo(fit.getConfiguration().getIterationCount());
    }
    double distance = ours.graph().params().distance2(fit.params());
    assertThat(distance / fit.params().norm2Number().doubleValue()).isLessThan(1e-9);
    INDArray state = fit.getUpdater().getStateViewArray();
    assertThat(ours.graph().getUpdater().getStateViewArray().distance2(state))
        .isLessThan(1e-9 * state.norm2Number().doubleValue());
  }

  /**
   * Without LeakyReLU's kink float32 wanders away from float64 only as training amplifies its
   * rounding: oneDNN's 50 steps must not wander farther than the reference path's by more than
   * chance.
   */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "bn", "residual", "bn_residual", "dense"})
  void fiftyStepsStayWithinFloat32Noise(String block) {
    assumeOneDnn();
    double[] exact = losses(block, 1, PathChoice.ND4J, DataType.DOUBLE);
    double nd4j = farthest(losses(block, 1, PathChoice.ND4J, DataType.FLOAT), exact);
    double onednn = farthest(losses(block, 1, PathChoice.ONEDNN, DataType.FLOAT), exact);
    assertThat(exact[49]).isLessThan(exact[0]);
    assertThat(onednn).as("nd4j is %g away", nd4j).isLessThanOrEqualTo(5 * nd4j + 1e-5);
  }

  /** With it, one activation that rounding puts on the other side is seen in a batch of 6. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "bn", "residual", "bn_residual", "dense"})
  void fiftyStepsOfBothPathsAgree(String block) {
    assumeOneDnn();
    double[] nd4j = losses(block, 0.01, PathChoice.ND4J, DataType.FLOAT);
    double[] onednn = losses(block, 0.01, PathChoice.ONEDNN, DataType.FLOAT);
    assertThat(farthest(onednn, nd4j)).isLessThan(0.02 * nd4j[0]);
    assertThat(onednn[0]).isCloseTo(nd4j[0], within(1e-5));
  }

  private double[] losses(String block, double slope, PathChoice path, DataType precision) {
    var network = new TrainedNetwork(graph(block, slope, precision));
    network.layer().choose(path);
    var losses = new double[50];
    for (int step = 0; step < losses.length; step++) {
      losses[step] = network.train(images, labels).loss();
    }
    return losses;
  }

  private static double farthest(double[] losses, double[] exact) {
    double farthest = 0;
    for (int i = 0; i < exact.length; i++) {
      farthest = Math.max(farthest, Math.abs(losses[i] - exact[i]));
    }
    return farthest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "bn_residual", "dense"})
  void theSameSeedGivesTheSameBits(String block) {
    assumeOneDnn();
    assertThat(losses(block, 0.01, PathChoice.ONEDNN, DataType.FLOAT))
        .isEqualTo(losses(block, 0.01, PathChoice.ONEDNN, DataType.FLOAT));
  }

  /** What is shown is the gradient of the loss, however little of it the optimiser gets. */
  @Test
  void theRecordedGradientIsThatBeforeClipping() {
    var sgd = new TorchSgd(0.9, new FixedSchedule(1e-2));
    var free = new TrainedNetwork(graph("bn", 0.01, DataType.DOUBLE, sgd.clone()));
    var clipped = new TrainedNetwork(graph("bn", 0.01, DataType.DOUBLE, sgd.clone()), 1e-3);
    for (var network : List.of(free, clipped)) {
      network.layer().choose(PathChoice.ND4J);
      network.gradients().arm();
      network.train(images, labels);
    }
    var before = free.gradients().sampled();
    var after = clipped.gradients().sampled();
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i))
          .usingRecursiveComparison()
          .ignoringFields("updateRatio")
          .isEqualTo(before.get(i));
      assertThat(after.get(i).updateRatio()).isLessThan(before.get(i).updateRatio());
    }
    assertThat(before).isNotEmpty();
  }

  /** Garbage is what makes a step late now and then, and native memory grow until a collection. */
  @ParameterizedTest
  @MethodSource("optimisers")
  void aStepLeavesNextToNoGarbage(IUpdater optimiser) {
    assumeOneDnn();
    var network = new TrainedNetwork(graph("bn", 0.01, DataType.FLOAT, optimiser.clone()), 0.1);
    for (int step = 0; step < 20; step++) {
      network.train(images, labels); // whatever is made once
    }
    long before = allocated();
    for (int step = 0; step < 100; step++) {
      network.train(images, labels);
    }
    assertThat((allocated() - before) / 100).isLessThan(6_000);
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static void assumeOneDnn() {
    Assumptions.assumeTrue(OneDnn.unavailable().isEmpty(), () -> OneDnn.unavailable().get());
  }
}
