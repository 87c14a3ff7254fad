package gradlab.store;

import gradlab.domain.Cause;
import gradlab.domain.Provenance;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.domain.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A view while events are applied to it. Of one thread. */
final class ViewDraft {
  private final RunView base;
  private Optional<Instant> startTime;
  private Optional<Instant> endTime;
  private RunState state;
  private Cause cause;
  private String stateReason;
  private int restarts;
  private int attempt;
  private long lastSeq;
  private long lastWorkerSeq;
  private Optional<Provenance> provenance;
  private Optional<EpochMetrics> lastEpoch;
  private Optional<StepMetrics> lastStep;
  private Optional<TestEvaluated> test;
  private List<CheckpointSaved> checkpoints;
  private OptionalDouble gradientRatio;
  private Spending spending;
  private RunConfig config;

  ViewDraft(RunView view) {
    base = view;
    startTime = view.startTime();
    endTime = view.endTime();
    state = view.state();
    cause = view.cause();
    stateReason = view.stateReason();
    restarts = view.restarts();
    attempt = view.attempt();
    lastSeq = view.lastSeq();
    lastWorkerSeq = view.lastWorkerSeq();
    provenance = view.provenance();
    lastEpoch = view.lastEpoch();
    lastStep = view.lastStep();
    test = view.test();
    checkpoints = view.checkpoints();
    gradientRatio = view.gradientRatio();
    spending = view.spending();
    config = view.config();
  }

  long lastSeq() {
    return lastSeq;
  }

  /** Whether a worker's event is neither on record nor from an attempt that is over. */
  boolean isNews(int eventAttempt, long workerSeq) {
    return eventAttempt > attempt || (eventAttempt == attempt && workerSeq > lastWorkerSeq);
  }

  void apply(StoredEvent e) {
    lastSeq = e.seq();
    spending = spending.after(e);
    begin(e.attempt());
    if (e.attempt() == attempt) {
      lastWorkerSeq = Math.max(lastWorkerSeq, e.workerSeq());
    }
    if (e.event() instanceof RunEvent.StateChanged c) {
      changeState(c, e.time());
    } else if (e.event() instanceof RunEvent.AttemptStarted a) {
      begin(a.attempt());
      provenance = Optional.of(a.provenance());
    } else if (e.event() instanceof StepMetrics m) {
      lastStep = Optional.of(m);
    } else if (e.event() instanceof EpochMetrics m) {
      lastEpoch = Optional.of(m);
    } else if (e.event() instanceof RunEvent.GradientsSampled g && g.flow().epochEnd()) {
      gradientRatio = g.flow().gradientRatio();
    } else if (e.event() instanceof CheckpointSaved c) {
      var all = new ArrayList<>(checkpoints);
      all.removeIf(old -> old.name().equals(c.name())); // written anew under the same name
      all.add(c);
      checkpoints = all;
    } else if (e.event() instanceof RunEvent.CheckpointsRemoved r) {
      checkpoints = checkpoints.stream().filter(c -> !r.names().contains(c.name())).toList();
    } else if (e.event() instanceof TestEvaluated t) {
      test = Optional.of(t);
    } else if (e.event() instanceof RunEvent.Extended x) {
      config = config.until(x.epochs());
    } else if (e.event() instanceof RunEvent.Rewound r) {
      rewind(r.toStep());
    }
  }

  /** A worker numbers its events from 1 in each attempt. */
  private void begin(int eventAttempt) {
    if (eventAttempt > attempt) {
      attempt = eventAttempt;
      lastWorkerSeq = 0;
    }
  }

  private void changeState(RunEvent.StateChanged change, Instant time) {
    state = change.state();
    cause = change.cause();
    stateReason = change.reason();
    if (state == RunState.QUEUED) {
      countRestart();
    }
    endTime = state.ended() ? Optional.of(time) : Optional.empty();
    if (state == RunState.RUNNING && startTime.isEmpty()) {
      startTime = Optional.of(time);
    }
  }

  private void countRestart() {
    switch (cause) {
      case CRASH, HUNG -> restarts++;
      case USER -> restarts = 0;
      case UNKNOWN, SLOT, WORKER, SERVER, PREEMPTION, BUDGET, NOT_FINITE, DISK_FULL -> {}
    }
  }

  private void rewind(long toStep) {
    checkpoints = checkpoints.stream().filter(c -> c.step() <= toStep).toList();
    boolean keepsAll =
        lastEpoch.map(m -> m.step() <= toStep).orElse(true)
            && lastStep.map(m -> m.step() <= toStep).orElse(true);
    if (!keepsAll) {
      lastStep = lastStep.filter(m -> m.step() <= toStep);
      lastEpoch = lastEpoch.filter(m -> m.step() <= toStep);
      test = Optional.empty();
      gradientRatio = OptionalDouble.empty();
    }
  }

  /** Puts back what a rewind uncovered. */
  void restore(
      Optional<StepMetrics> step,
      Optional<EpochMetrics> epoch,
      OptionalDouble ratio,
      Optional<TestEvaluated> evaluated) {
    lastStep = step;
    lastEpoch = epoch;
    gradientRatio = ratio;
    test = evaluated;
  }

  RunView view() {
    return new RunView(
        base.id(),
        config,
        base.requestId(),
        base.createTime(),
        startTime,
        endTime,
        state,
        cause,
        stateReason,
        restarts,
        attempt,
        lastSeq,
        lastWorkerSeq,
        provenance,
        lastEpoch,
        lastStep,
        test,
        checkpoints,
        gradientRatio,
        base.fork(),
        spending);
  }
}
