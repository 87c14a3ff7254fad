package gradlab.wire;

import gradlab.domain.RunEvent;
import gradlab.v1.Checkpoint;
import gradlab.v1.WorkerEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a worker tells the server. */
public final class WorkerMessages {
  private static final Pattern CHECKPOINT_NAME = Pattern.compile("[a-z0-9-]{1,64}");

  private WorkerMessages() {}

  /**
   * IllegalArgumentException for StateChanged, Rewound and CheckpointsRemoved: those are the
   * server's to say.
   */
  public static WorkerEvent message(long workerSeq, Instant time, RunEvent event) {
    var message =
        WorkerEvent.newBuilder().setWorkerSeq(workerSeq).setTime(TimeMessages.timestamp(time));
    if (event instanceof RunEvent.AttemptStarted e) {
      message.setAttemptStarted(EventMessages.attempt(e));
    } else if (event instanceof RunEvent.StepMetrics e) {
      message.setStep(MetricMessages.message(e));
    } else if (event instanceof RunEvent.EpochMetrics e) {
      message.setEpoch(MetricMessages.message(e));
    } else if (event instanceof RunEvent.GradientsSampled e) {
      message.setGradientFlow(GradientMessages.message(e.flow()));
    } else if (event instanceof RunEvent.CheckpointSaved e) {
      message.setCheckpoint(MetricMessages.message(e));
    } else if (event instanceof RunEvent.TestEvaluated e) {
      message.setTest(MetricMessages.message(e));
    } else if (event instanceof RunEvent.Noted e) {
      message.setNote(EventMessages.note(e));
    } else {
      throw new IllegalArgumentException("a worker does not report " + event);
    }
    return message.build();
  }

  /**
   * The event to put on record; empty for the worker's last word, {@code finished}, which the
   * server turns into a change of state. IllegalArgumentException where the kind is not set or not
   * known here.
   */
  public static Optional<RunEvent> event(WorkerEvent message) {
    return switch (message.getKindCase()) {
      case ATTEMPT_STARTED -> Optional.of(EventMessages.attempt(message.getAttemptStarted()));
      case STEP -> Optional.of(MetricMessages.step(message.getStep()));
      case EPOCH -> Optional.of(MetricMessages.epoch(message.getEpoch()));
      case GRADIENT_FLOW ->
          Optional.of(
              new RunEvent.GradientsSampled(GradientMessages.flow(message.getGradientFlow())));
      case CHECKPOINT -> Optional.of(checkpoint(message.getCheckpoint()));
      case TEST -> Optional.of(MetricMessages.test(message.getTest()));
      case NOTE -> Optional.of(EventMessages.note(message.getNote()));
      case FINISHED -> Optional.empty();
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("worker event: kind is not set or unknown");
    };
  }

  /** Its name becomes that of a file. */
  private static RunEvent checkpoint(Checkpoint message) {
    if (!CHECKPOINT_NAME.matcher(message.getName()).matches()) {
      throw new IllegalArgumentException(
          "worker event: checkpoint.name must be 1 to 64 lower-case letters, digits and '-'");
    }
    return MetricMessages.checkpoint(message);
  }
}
