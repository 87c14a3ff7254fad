package gradlab.wire;

import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.AttemptStarted;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunLimits;
import gradlab.v1.Note;
import gradlab.v1.NoteLevel;
import java.time.Instant;

/** The events of a run as StreamMetrics shows them. */
public final class EventMessages {
  private EventMessages() {}

  /**
   * @param seq the event's number in its run
   */
  public static gradlab.v1.RunEvent message(long seq, Instant time, RunEvent event) {
    var message =
        gradlab.v1.RunEvent.newBuilder().setSeq(seq).setTime(TimeMessages.timestamp(time));
    if (event instanceof RunEvent.StateChanged e) {
      message
          .getStateChangedBuilder()
          .setState(StateMessages.message(e.state()))
          .setReason(e.reason())
          .setCause(StateMessages.message(e.cause()));
    } else if (event instanceof AttemptStarted e) {
      message.setAttemptStarted(attempt(e));
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
    } else if (event instanceof RunEvent.Rewound e) {
      message.getRewoundBuilder().setToStep(e.toStep());
    } else if (event instanceof RunEvent.CheckpointsRemoved e) {
      message.getCheckpointsRemovedBuilder().addAllNames(e.names());
    } else if (event instanceof Noted e) {
      message.setNote(note(e));
    } else if (event instanceof RunEvent.LimitWarned e) {
      message.setNote(note(new Noted(true, e.text())));
    } else if (event instanceof RunEvent.LimitsChanged e) {
      message.setNote(note(new Noted(false, changed(e.limits()))));
    } else if (event instanceof RunEvent.Extended e) {
      message.setNote(
          note(new Noted(false, "trains until %d epochs are done".formatted(e.epochs()))));
    } else {
      throw new AssertionError("an event without a message: " + event);
    }
    return message.build();
  }

  /** IllegalArgumentException where the kind is not set or not known here. */
  public static RunEvent event(gradlab.v1.RunEvent message) {
    return switch (message.getKindCase()) {
      case STATE_CHANGED ->
          new RunEvent.StateChanged(
              StateMessages.state(message.getStateChanged().getState()),
              StateMessages.cause(message.getStateChanged().getCause()),
              message.getStateChanged().getReason());
      case ATTEMPT_STARTED -> attempt(message.getAttemptStarted());
      case STEP -> MetricMessages.step(message.getStep());
      case EPOCH -> MetricMessages.epoch(message.getEpoch());
      case GRADIENT_FLOW ->
          new RunEvent.GradientsSampled(GradientMessages.flow(message.getGradientFlow()));
      case CHECKPOINT -> MetricMessages.checkpoint(message.getCheckpoint());
      case TEST -> MetricMessages.test(message.getTest());
      case REWOUND -> new RunEvent.Rewound(message.getRewound().getToStep());
      case NOTE -> note(message.getNote());
      case CHECKPOINTS_REMOVED ->
          new RunEvent.CheckpointsRemoved(message.getCheckpointsRemoved().getNamesList());
      case KIND_NOT_SET -> throw new IllegalArgumentException("event: kind is not set or unknown");
    };
  }

  private static String changed(RunLimits limits) {
    return "limits from now on: max_duration %s, max_cost %s"
        .formatted(
            limits.maxDuration().map(d -> d.toSeconds() + " s").orElse("none"),
            limits.maxCost().isPresent()
                ? "%.4f".formatted(limits.maxCost().getAsDouble())
                : "none");
  }

  static gradlab.v1.AttemptStarted attempt(AttemptStarted e) {
    return gradlab.v1.AttemptStarted.newBuilder()
        .setAttempt(e.attempt())
        .setProvenance(ProvenanceMessages.message(e.provenance()))
        .setFromStep(e.fromStep())
        .build();
  }

  static AttemptStarted attempt(gradlab.v1.AttemptStarted m) {
    return new AttemptStarted(
        m.getAttempt(), ProvenanceMessages.provenance(m.getProvenance()), m.getFromStep());
  }

  static Note note(Noted e) {
    return Note.newBuilder()
        .setLevel(e.warning() ? NoteLevel.NOTE_LEVEL_WARNING : NoteLevel.NOTE_LEVEL_INFO)
        .setText(e.text())
        .build();
  }

  static Noted note(Note m) {
    return new Noted(m.getLevel() == NoteLevel.NOTE_LEVEL_WARNING, m.getText());
  }
}
