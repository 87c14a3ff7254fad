package gradlab.store;

import gradlab.domain.Cause;
import gradlab.domain.RunEvent;
import gradlab.domain.RunState;
import gradlab.store.v1.Event;
import gradlab.store.v1.Record;
import gradlab.store.v1.StateChanged;
import java.util.OptionalDouble;

/** Events as records of the log, and back. */
final class EventRecords {
  private EventRecords() {}

  /**
   * @param batchSeq seq of the first event written together with this one
   */
  static Record of(StoredEvent stored, long batchSeq) {
    var record =
        Event.newBuilder()
            .setSeq(stored.seq())
            .setTime(MetricRecords.time(stored.time()))
            .setAttempt(stored.attempt())
            .setWorkerSeq(stored.workerSeq())
            .setBatchSeq(batchSeq);
    RunEvent event = stored.event();
    if (event instanceof RunEvent.StateChanged e) {
      record
          .getStateChangedBuilder()
          .setState(e.state().name())
          .setCause(e.cause().name())
          .setReason(e.reason());
      e.pricePerHour().ifPresent(record.getStateChangedBuilder()::setPricePerHour);
    } else if (event instanceof RunEvent.AttemptStarted e) {
      record
          .getAttemptStartedBuilder()
          .setAttempt(e.attempt())
          .setProvenance(MetricRecords.of(e.provenance()))
          .setFromStep(e.fromStep());
    } else if (event instanceof RunEvent.StepMetrics e) {
      record.setStep(MetricRecords.of(e));
    } else if (event instanceof RunEvent.EpochMetrics e) {
      record.setEpoch(MetricRecords.of(e));
    } else if (event instanceof RunEvent.GradientsSampled e) {
      record.setGradientFlow(MetricRecords.of(e.flow()));
    } else if (event instanceof RunEvent.CheckpointSaved e) {
      record.setCheckpoint(MetricRecords.of(e));
    } else if (event instanceof RunEvent.TestEvaluated e) {
      record.setTest(MetricRecords.of(e));
    } else if (event instanceof RunEvent.Rewound e) {
      record.getRewoundBuilder().setToStep(e.toStep());
    } else if (event instanceof RunEvent.CheckpointsRemoved e) {
      record.getCheckpointsRemovedBuilder().addAllNames(e.names());
    } else if (event instanceof RunEvent.LimitsChanged e) {
      record.setLimitsChanged(SpendingRecords.of(e.limits()));
    } else if (event instanceof RunEvent.Extended e) {
      record.getExtendedBuilder().setEpochs(e.epochs());
    } else if (event instanceof RunEvent.LimitWarned e) {
      record.getLimitWarnedBuilder().setLimit(e.limit()).setText(e.text());
    } else if (event instanceof RunEvent.Noted e) {
      record.getNotedBuilder().setWarning(e.warning()).setText(e.text());
    } else {
      throw new AssertionError("an event without a record: " + event);
    }
    return Record.newBuilder().setEvent(record).build();
  }

  /** IllegalArgumentException for a kind or a state that this version does not know. */
  static StoredEvent of(Event r) {
    return new StoredEvent(
        r.getSeq(), MetricRecords.time(r.getTime()), r.getAttempt(), r.getWorkerSeq(), event(r));
  }

  private static RunEvent event(Event r) {
    return switch (r.getKindCase()) {
      case STATE_CHANGED -> state(r.getStateChanged());
      case ATTEMPT_STARTED ->
          new RunEvent.AttemptStarted(
              r.getAttemptStarted().getAttempt(),
              MetricRecords.of(r.getAttemptStarted().getProvenance()),
              r.getAttemptStarted().getFromStep());
      case STEP -> MetricRecords.of(r.getStep());
      case EPOCH -> MetricRecords.of(r.getEpoch());
      case GRADIENT_FLOW -> new RunEvent.GradientsSampled(MetricRecords.of(r.getGradientFlow()));
      case CHECKPOINT -> MetricRecords.of(r.getCheckpoint());
      case TEST -> MetricRecords.of(r.getTest());
      case REWOUND -> new RunEvent.Rewound(r.getRewound().getToStep());
      case CHECKPOINTS_REMOVED ->
          new RunEvent.CheckpointsRemoved(r.getCheckpointsRemoved().getNamesList());
      case LIMITS_CHANGED -> new RunEvent.LimitsChanged(SpendingRecords.of(r.getLimitsChanged()));
      case EXTENDED -> new RunEvent.Extended(r.getExtended().getEpochs());
      case LIMIT_WARNED ->
          new RunEvent.LimitWarned(r.getLimitWarned().getLimit(), r.getLimitWarned().getText());
      case NOTED -> new RunEvent.Noted(r.getNoted().getWarning(), r.getNoted().getText());
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("event " + r.getSeq() + " is of an unknown kind");
    };
  }

  private static RunEvent state(StateChanged r) {
    return new RunEvent.StateChanged(
        RunState.valueOf(r.getState()),
        cause(r.getCause()),
        r.getReason(),
        r.hasPricePerHour() ? OptionalDouble.of(r.getPricePerHour()) : OptionalDouble.empty());
  }

  /** Older logs have none. */
  static Cause cause(String name) {
    return name.isEmpty() ? Cause.UNKNOWN : Cause.valueOf(name);
  }
}
