package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.dataset.DatasetLocation;
import gradlab.domain.Augmentation;
import gradlab.domain.DeepSupervision;
import gradlab.domain.NetworkConfig;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.GradientsSampled;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfig;
import gradlab.domain.TrainingConfigBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A run that was interrupted and resumed records, bit for bit, what one that was not does. */
class ExactResumeTest {
  /** 90 images in batches of 20: 5 steps an epoch, the last one short; metrics every 3 steps. */
  private static TrainingConfigBuilder training() {
    return new TrainingConfigBuilder()
        .epochs(3)
        .batchSize(20)
        .weightDecay(1e-4)
        .seed(5)
        .trainLimit(90)
        .gradientEverySteps(2)
        .metricsEverySteps(3);
  }

  static Stream<Named<TrainingConfig>> recipes() {
    return Stream.of(
        Named.of("the course's", training().schedule(new ScheduleConfig.Cosine(2e-5, 3)).build()),
        Named.of(
            "SGD in steps, clipped, only mirrored",
            training()
                .learningRate(0.05)
                .optimizer(new OptimizerConfig.Sgd(0.9))
                .schedule(new ScheduleConfig.Step(1, 0.5))
                .clipNorm(0.5)
                .augmentation(new Augmentation(false, true))
                .build()));
  }

  @TempDir Path whole;
  @TempDir Path parts;

  @ParameterizedTest
  @MethodSource("recipes")
  void fromTheEndOfAnEpoch(TrainingConfig recipe) throws Exception {
    var reference = run(recipe, whole, Optional.empty(), Long.MAX_VALUE);
    var first = run(recipe, parts, Optional.empty(), Long.MAX_VALUE);
    assertThat(numbers(first)).isEqualTo(numbers(reference)); // the same twice, to begin with
    var resumed = run(recipe, parts, Optional.of("epoch-0000"), Long.MAX_VALUE);
    assertThat(numbers(resumed)).isEqualTo(after(reference, 5, true));
  }

  /** A completed run that is given more epochs goes on as if it had had them from the start. */
  @ParameterizedTest
  @MethodSource("recipes")
  void withMoreEpochsThanItHad(TrainingConfig recipe) throws Exception {
    var reference = run(recipe, whole, Optional.empty(), Long.MAX_VALUE);
    run(recipe.until(1), parts, Optional.empty(), Long.MAX_VALUE);
    var extended = run(recipe, parts, Optional.of("epoch-0000"), Long.MAX_VALUE);
    assertThat(numbers(extended)).isEqualTo(after(reference, 5, true));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void fromAStopInMidEpoch(TrainingConfig recipe) throws Exception {
    var reference = run(recipe, whole, Optional.empty(), Long.MAX_VALUE);
    for (long stopAt : new long[] {1, 4, 5, 7, 13}) {
      var before = run(recipe, parts, Optional.empty(), stopAt);
      var checkpoint = (CheckpointSaved) before.get(before.size() - 1);
      assertThat(checkpoint.step()).isEqualTo(stopAt);
      var after = run(recipe, parts, Optional.of(checkpoint.name()), Long.MAX_VALUE);
      assertThat(numbers(after))
          .as("stopped at %d", stopAt)
          .isEqualTo(after(reference, stopAt, false));
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void dl4jItselfReadsACheckpoint(TrainingConfig recipe) throws Exception {
    run(recipe, whole, Optional.empty(), Long.MAX_VALUE);
    var graph = ComputationGraph.load(whole.resolve("checkpoints/epoch-0002.zip").toFile(), true);
    assertThat(graph.getUpdater().getStateViewArray().norm2Number().doubleValue()).isPositive();
    var images = Nd4j.rand(DataType.FLOAT, 2, 3, 32, 32);
    assertThat(graph.outputSingle(images).shape()).containsExactly(2, 300); // of three heads
  }

  private static List<RunEvent> run(
      TrainingConfig recipe, Path directory, Optional<String> checkpoint, long stopAt)
      throws Exception {
    var network =
        new NetworkConfig(
            "VGG_08",
            "plain",
            3,
            0,
            8,
            100,
            0.01,
            Optional.of(DeepSupervision.DEFAULT),
            3,
            OptionalInt.empty(),
            0.3, // dropout's masks are drawn step by step
            1);
    var events = new ArrayList<RunEvent>();
    Trainer[] trainer = new Trainer[1];
    trainer[0] =
        new Trainer(
            new RunConfig(network, recipe, "resume", Map.of()),
            DatasetLocation.sample(),
            directory,
            checkpoint,
            events::add,
            () -> trainer[0].step() >= stopAt);
    try (var opened = trainer[0]) {
      var outcome = opened.train();
      assertThat(outcome)
          .isEqualTo(
              stopAt == Long.MAX_VALUE ? Trainer.Outcome.COMPLETED : Trainer.Outcome.STOPPED);
    }
    return events;
  }

  /** Everything but what a clock measured. */
  private static List<Object> numbers(List<RunEvent> events) {
    var numbers = new ArrayList<>();
    for (var e : events) {
      if (e instanceof StepMetrics m) {
        numbers.add(List.of(m.step(), m.trainLoss(), m.trainAcc(), m.learningRate()));
      } else if (e instanceof EpochMetrics m) {
        numbers.add(
            List.of(
                m.step(),
                m.trainLoss(),
                m.trainAcc(),
                m.valLoss(),
                m.valAcc(),
                m.bestEpoch(),
                m.bestValAcc()));
      } else if (e instanceof GradientsSampled g) {
        numbers.add(g.flow());
      } else if (e instanceof TestEvaluated t) {
        numbers.add(t);
      }
    }
    return numbers;
  }

  /** What a run recorded after so many steps; an epoch's validation comes after its last step. */
  private static List<Object> after(List<RunEvent> events, long step, boolean validated) {
    return numbers(
        events.stream()
            .filter(e -> !(e instanceof StepMetrics m && m.step() <= step))
            .filter(e -> !(e instanceof GradientsSampled g && g.flow().step() <= step))
            .filter(
                e ->
                    !(e instanceof EpochMetrics m
                        && (m.step() < step || (validated && m.step() == step))))
            .toList());
  }
}
