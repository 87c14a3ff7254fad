package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.dataset.DatasetLocation;
import gradlab.domain.DeepSupervision;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.GradientsSampled;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.domain.TrainingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A run that was interrupted and resumed records, bit for bit, what one that was not does. */
class ExactResumeTest {
  private static final RunConfig RUN =
      new RunConfig(
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
              1),
          // 90 images in batches of 20: 5 steps an epoch, the last one short; metrics every 3 steps
          new TrainingConfig(3, 3, 0, 20, 1e-3, 2e-5, 1e-4, 1e-8, 5, 90, 2, 3),
          "resume",
          Map.of());

  @TempDir Path whole;
  @TempDir Path parts;

  @Test
  void fromTheEndOfAnEpoch() throws Exception {
    var reference = run(whole, Optional.empty(), Long.MAX_VALUE);
    var first = run(parts, Optional.empty(), Long.MAX_VALUE);
    assertThat(numbers(first)).isEqualTo(numbers(reference)); // the same twice, to begin with
    var resumed = run(parts, Optional.of("epoch-0000"), Long.MAX_VALUE);
    assertThat(numbers(resumed)).isEqualTo(after(reference, 5, true));
  }

  @Test
  void fromAStopInMidEpoch() throws Exception {
    var reference = run(whole, Optional.empty(), Long.MAX_VALUE);
    for (long stopAt : new long[] {1, 4, 5, 7, 13}) {
      var before = run(parts, Optional.empty(), stopAt);
      var checkpoint = (CheckpointSaved) before.get(before.size() - 1);
      assertThat(checkpoint.step()).isEqualTo(stopAt);
      var after = run(parts, Optional.of(checkpoint.name()), Long.MAX_VALUE);
      assertThat(numbers(after))
          .as("stopped at %d", stopAt)
          .isEqualTo(after(reference, stopAt, false));
    }
  }

  @Test
  void dl4jItselfReadsACheckpoint() throws Exception {
    run(whole, Optional.empty(), Long.MAX_VALUE);
    var graph = ComputationGraph.load(whole.resolve("checkpoints/epoch-0002.zip").toFile(), true);
    assertThat(graph.getUpdater().getStateViewArray().norm2Number().doubleValue()).isPositive();
    var images = Nd4j.rand(DataType.FLOAT, 2, 3, 32, 32);
    assertThat(graph.outputSingle(images).shape()).containsExactly(2, 300); // of three heads
  }

  private static List<RunEvent> run(Path directory, Optional<String> checkpoint, long stopAt)
      throws Exception {
    var events = new ArrayList<RunEvent>();
    Trainer[] trainer = new Trainer[1];
    trainer[0] =
        new Trainer(
            RUN,
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
