package gradlab.client.listing;

import com.google.protobuf.Duration;
import gradlab.client.connection.RunStates;
import gradlab.client.output.Display;
import gradlab.v1.AttemptStarted;
import gradlab.v1.Checkpoint;
import gradlab.v1.EpochMetrics;
import gradlab.v1.GradientFlow;
import gradlab.v1.NoteLevel;
import gradlab.v1.RunEvent;
import gradlab.v1.StepMetrics;
import java.util.Locale;

/** One line for an event, for people. */
public final class EventText {
  private EventText() {}

  /** With the event's number and time of day. */
  public static String line(RunEvent event) {
    return "%5d  %s  %s".formatted(event.getSeq(), Display.clock(event.getTime()), words(event));
  }

  public static String words(RunEvent event) {
    return Display.oneLine(
        switch (event.getKindCase()) {
          case STATE_CHANGED ->
              state(
                  RunStates.name(event.getStateChanged().getState()),
                  event.getStateChanged().getReason());
          case ATTEMPT_STARTED -> attempt(event.getAttemptStarted());
          case STEP -> step(event.getStep());
          case EPOCH -> epoch(event.getEpoch());
          case GRADIENT_FLOW -> flow(event.getGradientFlow());
          case CHECKPOINT -> checkpoint(event.getCheckpoint());
          case TEST ->
              "test  loss %s  acc %s  (checkpoint of epoch %d)"
                  .formatted(
                      Display.fixed(event.getTest().getTestLoss()),
                      Display.fixed(event.getTest().getTestAcc()),
                      event.getTest().getEpoch());
          case CHECKPOINTS_REMOVED ->
              "removed the checkpoints "
                  + String.join(", ", event.getCheckpointsRemoved().getNamesList());
          case REWOUND -> "goes on from step " + event.getRewound().getToStep();
          case NOTE ->
              (event.getNote().getLevel() == NoteLevel.NOTE_LEVEL_WARNING ? "warning: " : "note: ")
                  + event.getNote().getText();
          case KIND_NOT_SET -> "an event this client does not know";
        });
  }

  /** A finished epoch's metrics. */
  public static String epoch(EpochMetrics epoch) {
    String metrics =
        "epoch %d  train loss %s acc %s  val loss %s acc %s"
            .formatted(
                epoch.getEpoch(),
                Display.fixed(epoch.getTrainLoss()),
                Display.fixed(epoch.getTrainAcc()),
                Display.fixed(epoch.getValLoss()),
                Display.fixed(epoch.getValAcc()));
    return epoch.hasImagesPerSecond()
        ? "%s  %s  %s images/s"
            .formatted(
                metrics, seconds(epoch.getDuration()), Display.rate(epoch.getImagesPerSecond()))
        : metrics;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.getSeconds() + duration.getNanos() / 1e9);
  }

  private static String state(String state, String reason) {
    return reason.isEmpty() ? state : state + ": " + reason;
  }

  private static String attempt(AttemptStarted attempt) {
    var made = attempt.getProvenance();
    return "attempt %d starts at step %d on %s/%s, %d images, %d parameters, worker %d"
        .formatted(
            attempt.getAttempt(),
            attempt.getFromStep(),
            made.getBackend(),
            made.getComputePath(),
            made.getTrainImages(),
            made.getParameters(),
            made.getWorkerPid());
  }

  private static String step(StepMetrics step) {
    return "step %d (epoch %d, %d/%d)  loss %s  acc %s  lr %s  %s images/s"
        .formatted(
            step.getStep(),
            step.getEpoch(),
            step.getStepInEpoch(),
            step.getStepsPerEpoch(),
            Display.fixed(step.getTrainLoss()),
            Display.fixed(step.getTrainAcc()),
            Display.scientific(step.getLearningRate()),
            Display.rate(step.getImagesPerSecond()));
  }

  private static String flow(GradientFlow flow) {
    String ratio =
        flow.hasGradientRatio() ? Display.scientific(flow.getGradientRatio()) : "undefined";
    String when = flow.hasStep() ? "step " + flow.getStep() : "epoch " + flow.getEpoch();
    return "gradients of %s: %d layers, gradient_ratio %s"
        .formatted(when, flow.getLayersCount(), ratio);
  }

  private static String checkpoint(Checkpoint checkpoint) {
    return "checkpoint %s after step %d, %s"
        .formatted(
            checkpoint.getName(), checkpoint.getStep(), Display.bytes(checkpoint.getSizeBytes()));
  }
}
