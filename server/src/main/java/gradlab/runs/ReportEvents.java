package gradlab.runs;

import gradlab.domain.Cause;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunState;
import gradlab.runs.WorkerReport.Finished;
import gradlab.runs.WorkerReport.Happened;
import gradlab.store.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a worker's report goes on record. */
final class ReportEvents {
  private ReportEvents() {}

  /**
   * @param ending how the worker was told to end, if it was
   */
  static List<NewEvent> of(WorkerReport report, Work work, Optional<Ending> ending) {
    var events = new ArrayList<NewEvent>();
    if (report instanceof Finished end) {
      evaluationFailed(end, work)
          .ifPresent(note -> events.add(NewEvent.ofServer(end.time(), note)));
      events.add(ofWorker(report, work, state(end, work, ending)));
    } else if (report instanceof Happened happened) {
      events.add(ofWorker(report, work, happened.event()));
    }
    return events;
  }

  private static NewEvent ofWorker(WorkerReport report, Work work, RunEvent event) {
    return new NewEvent(report.time(), work.attempt(), report.workerSeq(), event);
  }

  private static StateChanged state(Finished end, Work work, Optional<Ending> ending) {
    if (work instanceof Work.Evaluate evaluation) {
      return evaluation.before();
    }
    return switch (end.outcome()) {
      case COMPLETED -> new StateChanged(RunState.COMPLETED, Cause.WORKER, end.message());
      case FAILED -> new StateChanged(RunState.FAILED, Cause.WORKER, end.message());
      case NOT_FINITE -> new StateChanged(RunState.FAILED, Cause.NOT_FINITE, end.message());
      case STOPPED, PREEMPTED ->
          ending
              .map(e -> new StateChanged(e.state(), e.cause(), e.why()))
              .orElseGet(() -> byItself(end));
    };
  }

  /** The worker ended without being told by us. */
  private static StateChanged byItself(Finished end) {
    return end.outcome() == WorkerReport.Outcome.PREEMPTED
        ? new StateChanged(RunState.PREEMPTED, Cause.PREEMPTION, end.message())
        : new StateChanged(RunState.PREEMPTED, Cause.SERVER, end.message());
  }

  /** An evaluation gives the run its former state back, so its failure needs a note. */
  private static Optional<Noted> evaluationFailed(Finished end, Work work) {
    return work instanceof Work.Evaluate && end.outcome() != WorkerReport.Outcome.COMPLETED
        ? Optional.of(new Noted(true, "the evaluation did not complete: " + end.message()))
        : Optional.empty();
  }
}
