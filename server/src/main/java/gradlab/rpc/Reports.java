package gradlab.rpc;

import gradlab.metrics.run.WorkerSigns;
import gradlab.runs.WorkerReport;
import gradlab.v1.WorkerAlive;
import gradlab.v1.WorkerEvent;
import gradlab.v1.WorkerOutcome;
import gradlab.wire.TimeMessages;
import gradlab.wire.WorkerMessages;

/** What a worker says, as the runs take it. */
final class Reports {
  private Reports() {}

  /** IllegalArgumentException where the message keeps not to the protocol. */
  static WorkerReport of(WorkerEvent event) {
    var time = TimeMessages.instant(event.getTime());
    var happened = WorkerMessages.event(event);
    if (happened.isPresent()) {
      return new WorkerReport.Happened(event.getWorkerSeq(), time, happened.get());
    }
    return new WorkerReport.Finished(
        event.getWorkerSeq(),
        time,
        outcome(event.getFinished().getOutcome()),
        event.getFinished().getMessage());
  }

  /** What it says of itself every few seconds. */
  static WorkerSigns signs(WorkerAlive alive) {
    return new WorkerSigns(
        alive.getResidentBytes(),
        alive.getHeapUsedBytes(),
        alive.getHeapCommittedBytes(),
        alive.getNonHeapCommittedBytes(),
        alive.getStepSecondsList(),
        alive.getStepsLeftOut(),
        alive.getDataWaitSeconds());
  }

  private static WorkerReport.Outcome outcome(WorkerOutcome outcome) {
    return switch (outcome) {
      case WORKER_OUTCOME_COMPLETED -> WorkerReport.Outcome.COMPLETED;
      case WORKER_OUTCOME_STOPPED -> WorkerReport.Outcome.STOPPED;
      case WORKER_OUTCOME_FAILED -> WorkerReport.Outcome.FAILED;
      case WORKER_OUTCOME_PREEMPTED -> WorkerReport.Outcome.PREEMPTED;
      case WORKER_OUTCOME_NOT_FINITE -> WorkerReport.Outcome.NOT_FINITE;
      case WORKER_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("an end without an outcome");
    };
  }
}
