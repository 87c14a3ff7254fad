package gradlab.store;

import gradlab.domain.ClassPrior;
import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import gradlab.domain.NetworkConfig;
import gradlab.domain.Provenance;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunState;
import gradlab.domain.TrainingConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations and events for tests. */
public final class Runs {
  public static final Instant T0 = Instant.parse("2026-01-02T03:04:05.678901234Z");
  public static final RunConfig CONFIG =
      new RunConfig(
          NetworkConfig.vgg("VGG_08", 0), TrainingConfig.COURSE, "first", Map.of("why", "test"));
  public static final Provenance PROVENANCE =
      new Provenance(
          "0.1.0",
          "17",
          "Linux",
          "amd64",
          "cpu",
          2,
          "cpu",
          "nd4j",
          "1.0.0-M2.1",
          "sample",
          "ab",
          1900,
          100,
          105_156,
          4711,
          Optional.of(new ClassPrior(4.6, 4.61)));

  private Runs() {}

  public static NewEvent server(RunEvent event) {
    return NewEvent.ofServer(T0, event);
  }

  public static NewEvent worker(int attempt, long workerSeq, RunEvent event) {
    return new NewEvent(T0.plusSeconds(workerSeq), attempt, workerSeq, event);
  }

  public static RunEvent.StateChanged state(RunState state) {
    return new RunEvent.StateChanged(state, gradlab.domain.Cause.USER, "to " + state);
  }

  public static RunEvent.AttemptStarted attempt(int attempt) {
    return new RunEvent.AttemptStarted(attempt, PROVENANCE, 0);
  }

  public static RunEvent.StepMetrics step(long step, double loss) {
    return new RunEvent.StepMetrics(0, step, (int) step, 475, loss, 0.01, 1e-3, 80, 1250, 0.01);
  }

  /** Epoch {@code epoch}, ten steps each. */
  public static RunEvent.EpochMetrics epoch(int epoch, double loss) {
    return new RunEvent.EpochMetrics(
        epoch,
        (epoch + 1) * 10L,
        loss,
        0.1,
        loss,
        0.1,
        1e-3,
        Duration.ofSeconds(3),
        1250,
        0.01,
        epoch,
        0.1);
  }

  public static RunEvent.GradientsSampled flow(int epoch, double first, double last) {
    return new RunEvent.GradientsSampled(
        new GradientFlow(
            epoch,
            (epoch + 1) * 10L,
            true,
            List.of(
                layer("input_conv_conv_0", 1), layer("block_0_0_conv_0", first),
                layer("reduction_block_0_conv_0", last), layer("weight_logit_linear_layer", 1)),
            List.of()));
  }

  private static LayerGradient layer(String name, double meanAbs) {
    return new LayerGradient(name, meanAbs, meanAbs * 3, meanAbs * 5, 0, 0.001, 9216);
  }

  public static RunEvent.CheckpointSaved checkpoint(int epoch) {
    return new RunEvent.CheckpointSaved(
        "epoch-" + epoch, epoch, (epoch + 1) * 10L, 1000, "cd", epoch);
  }

  /** What a cursor finds from {@code fromSeq} on. */
  public static List<StoredEvent> read(RunLog log, long fromSeq) {
    var events = new ArrayList<StoredEvent>();
    try (var cursor = log.cursor(fromSeq)) {
      for (Optional<StoredEvent> e = cursor.next(); e.isPresent(); e = cursor.next()) {
        events.add(e.get());
      }
    }
    return events;
  }
}
