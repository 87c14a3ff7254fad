package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.dataset.DatasetLocation;
import gradlab.domain.Augmentation;
import gradlab.domain.NetworkConfig;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.GradientsSampled;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfigBuilder;
import gradlab.model.Networks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every setting on the trainer itself, with real images: one batch of 25, an epoch is a step. */
class TrainingSettingsTest {
  private static final NetworkConfig NETWORK =
      new NetworkConfig("VGG_08", "bn", 3, 0, 8, 100, 0.01, false);

  @TempDir Path directory;

  private static TrainingConfigBuilder oneBatch() {
    return new TrainingConfigBuilder()
        .batchSize(25)
        .trainLimit(25)
        .metricsEverySteps(1)
        .augmentation(Augmentation.NONE);
  }

  private static List<RunEvent> train(TrainingConfigBuilder training, Path directory)
      throws Exception {
    var events = new ArrayList<RunEvent>();
    var run = new RunConfig(NETWORK, training.build(), "settings", Map.of());
    try (var trainer =
        new Trainer(
            run, DatasetLocation.sample(), directory, Optional.empty(), events::add, () -> false)) {
      trainer.train();
    }
    return events;
  }

  private static <E extends RunEvent> List<E> only(Class<E> kind, List<RunEvent> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static Stream<Arguments> schedules() {
    return Stream.of(
        Arguments.of(new ScheduleConfig.Cosine(0.01, 4), new double[] {0.1, 0.08682, 0.055}),
        Arguments.of(new ScheduleConfig.Constant(), new double[] {0.1, 0.1, 0.1}),
        Arguments.of(new ScheduleConfig.Step(2, 0.1), new double[] {0.1, 0.1, 0.01}));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void sgdLearnsItsImagesWithEverySchedule(ScheduleConfig schedule, double[] rates)
      throws Exception {
    var events =
        train(
            oneBatch()
                .epochs(6)
                .learningRate(0.1)
                .optimizer(new OptimizerConfig.Sgd(0.9))
                .schedule(schedule),
            directory);
    var epochs = only(EpochMetrics.class, events);
    var steps = only(StepMetrics.class, events);
    for (int epoch = 0; epoch < rates.length; epoch++) {
      assertThat(epochs.get(epoch).learningRate()).isCloseTo(rates[epoch], within(1e-5));
      assertThat(steps.get(epoch).learningRate()).isEqualTo(epochs.get(epoch).learningRate());
    }
    assertThat(epochs).hasSize(6);
    assertThat(epochs.get(5).trainLoss()).isLessThan(epochs.get(0).trainLoss() - 0.1);
  }

  /**
   * Without momentum and decay the weights move by rate x limit in a step whose gradient is longer
   * than the limit; the checkpoints show it.
   */
  @Test
  void clippingBoundsTheStep() throws Exception {
    double rate = 0.5;
    double limit = 0.02;
    var events =
        train(
            oneBatch()
                .epochs(3)
                .learningRate(rate)
                .optimizer(new OptimizerConfig.Sgd(0))
                .schedule(new ScheduleConfig.Constant())
                .clipNorm(limit),
            directory);
    for (var sample : only(GradientsSampled.class, events)) {
      double shown =
          Math.sqrt(
              sample.flow().layers().stream().mapToDouble(g -> g.l2Norm() * g.l2Norm()).sum());
      assertThat(shown).as("recorded before clipping").isGreaterThan(2 * limit);
    }
    for (int epoch = 1; epoch < 3; epoch++) {
      double moved = distance(checkpoint(epoch - 1), checkpoint(epoch));
      assertThat(moved).isCloseTo(rate * limit, within(1e-3 * rate * limit));
    }
  }

  private Map<String, INDArray> checkpoint(int epoch) throws Exception {
    Path file = directory.resolve("checkpoints/epoch-%04d.zip".formatted(epoch));
    return Networks.layer(ComputationGraph.load(file.toFile(), false)).paramTable();
  }

  /** Over all trained parameters. */
  private static double distance(Map<String, INDArray> before, Map<String, INDArray> after) {
    double sum = 0;
    for (var entry : before.entrySet()) {
      if (!entry.getKey().contains(".running_")) {
        sum += Math.pow(entry.getValue().distance2(after.get(entry.getKey())), 2);
      }
    }
    return Math.sqrt(sum);
  }

  /** The first step's loss tells which images it saw. */
  @Test
  void cropAndFlipAreSwitchedOneByOne() throws Exception {
    var losses = new HashSet<Double>();
    for (boolean crop : new boolean[] {true, false}) {
      for (boolean flip : new boolean[] {true, false}) {
        var augmentation = new Augmentation(crop, flip);
        var run = oneBatch().epochs(1).augmentation(augmentation);
        losses.add(only(StepMetrics.class, train(run, directory)).get(0).trainLoss());
      }
    }
    assertThat(losses).hasSize(4);
  }
}
