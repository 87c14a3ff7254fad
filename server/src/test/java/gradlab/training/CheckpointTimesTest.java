package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.DatasetLocation;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunPolicy;
import gradlab.domain.TrainingConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a trainer writes checkpoints, stops and gives up. */
class CheckpointTimesTest {
  @TempDir Path directory;

  private static RunPolicy policy(Duration every, boolean nanGuard) {
    return new RunPolicy(0, 0, every, 1, nanGuard);
  }

  private RunConfig config(RunPolicy policy, double rate) {
    var network =
        new NetworkConfig(
            "VGG_08", "plain", 3, 0, 4, 100, 0.01, Optional.empty(), 3, OptionalInt.empty(), 0, 1);
    var training =
        new TrainingConfigBuilder()
            .epochs(2)
            .batchSize(20)
            .trainLimit(60)
            .learningRate(rate)
            .metricsEverySteps(1)
            .build();
    return new RunConfig(network, training, "times", Map.of(), "", policy);
  }

  private List<RunEvent> train(RunConfig config, Optional<String> from, BooleanSupplier stop)
      throws Exception {
    var events = new ArrayList<RunEvent>();
    try (var trainer =
        new Trainer(config, DatasetLocation.sample(), directory, from, events::add, stop)) {
      trainer.train();
    }
    return events;
  }

  private static List<String> checkpoints(List<RunEvent> events) {
    return events.stream()
        .filter(CheckpointSaved.class::isInstance)
        .map(e -> ((CheckpointSaved) e).name())
        .toList();
  }

  @Test
  void writesOneWheneverTheTimeIsUp() throws Exception {
    var often =
        train(config(policy(Duration.ofNanos(1), true), 1e-3), Optional.empty(), () -> false);
    assertThat(checkpoints(often))
        .containsExactly(
            "step-00000001",
            "step-00000002",
            "step-00000003",
            "epoch-0000",
            "step-00000004",
            "step-00000005",
            "step-00000006",
            "epoch-0001");
    var never = train(config(policy(Duration.ZERO, true), 1e-3), Optional.empty(), () -> false);
    assertThat(checkpoints(never)).containsExactly("epoch-0000", "epoch-0001");
  }

  /**
   * A stop may come while an epoch is validated: that takes longer than a notice of 30 s allows.
   */
  @Test
  void stopsWithinAValidationAndValidatesAgain() throws Exception {
    var whole = train(config(policy(Duration.ZERO, true), 1e-3), Optional.empty(), () -> false);
    var steps = new ArrayList<RunEvent>();
    var asked = new int[1];
    var config = config(policy(Duration.ZERO, true), 1e-3);
    var events = new ArrayList<RunEvent>();
    BooleanSupplier inValidation =
        () -> events.stream().filter(StepMetrics.class::isInstance).count() == 3 && asked[0]++ > 2;
    try (var trainer =
        new Trainer(
            config,
            DatasetLocation.sample(),
            directory,
            Optional.empty(),
            events::add,
            inValidation)) {
      assertThat(trainer.train()).isEqualTo(Trainer.Outcome.STOPPED);
    }
    assertThat(checkpoints(events)).containsExactly("step-00000003");
    assertThat(events).noneMatch(EpochMetrics.class::isInstance);
    steps.addAll(train(config, Optional.of("step-00000003"), () -> false));
    assertThat(losses(steps)).isEqualTo(losses(whole));
  }

  private static List<Double> losses(List<RunEvent> events) {
    return events.stream()
        .filter(EpochMetrics.class::isInstance)
        .map(EpochMetrics.class::cast)
        .flatMap(e -> List.of(e.trainLoss(), e.valLoss(), e.valAcc()).stream())
        .toList();
  }

  @Test
  void endsWhereTheLossIsNoNumberAnyMore() throws Exception {
    var events = new ArrayList<RunEvent>();
    try (var trainer =
        new Trainer(
            config(policy(Duration.ZERO, true), 1e30),
            DatasetLocation.sample(),
            directory,
            Optional.empty(),
            events::add,
            () -> false)) {
      assertThatThrownBy(trainer::train)
          .isInstanceOf(LossNotFinite.class)
          .hasMessageContaining("at step 2, in epoch 0")
          .hasMessageContaining("--lr");
    }
    var last = (StepMetrics) events.get(events.size() - 1);
    assertThat(last.trainLoss()).isNotFinite();
    assertThat(train(config(policy(Duration.ZERO, false), 1e30), Optional.empty(), () -> false))
        .as("without the guard it trains to its end")
        .anyMatch(e -> e instanceof EpochMetrics m && m.epoch() == 1);
  }
}
