package gradlab.store;

import gradlab.domain.Cause;
import gradlab.domain.Fork;
import gradlab.domain.Provenance;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.domain.RunId;
import gradlab.domain.RunLimits;
import gradlab.domain.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run's state as its log tells it: the fold of its events, after rewinds.
 *
 * @param requestId the client's request id; empty where it gave none
 * @param startTime when it first was RUNNING
 * @param endTime when it ended; empty while it goes on, also after a resume
 * @param restarts how often it went on after a crash since somebody last started or resumed it
 * @param attempt the newest attempt; 0 before the first
 * @param lastSeq number of the newest event; 0 before the first
 * @param lastWorkerSeq the newest worker event of the current attempt; 0 before the first
 * @param spending time on the device and its cost
 * @param gradientRatio of the last sampled epoch's end, see {@link
 *     gradlab.domain.GradientFlow#gradientRatio()}
 */
public record RunView(
    RunId id,
    RunConfig config,
    String requestId,
    Instant createTime,
    Optional<Instant> startTime,
    Optional<Instant> endTime,
    RunState state,
    Cause cause,
    String stateReason,
    int restarts,
    int attempt,
    long lastSeq,
    long lastWorkerSeq,
    Optional<Provenance> provenance,
    Optional<EpochMetrics> lastEpoch,
    Optional<StepMetrics> lastStep,
    Optional<TestEvaluated> test,
    List<CheckpointSaved> checkpoints,
    OptionalDouble gradientRatio,
    Optional<Fork> fork,
    Spending spending) {

  public RunView {
    checkpoints = List.copyOf(checkpoints);
  }

  /** As below, of a run that is no fork. */
  public static RunView created(RunId id, RunConfig config, String requestId, Instant createTime) {
    return created(id, config, requestId, createTime, Optional.empty());
  }

  /** A run without events: queued. A fork has its parent's checkpoints from the beginning. */
  static RunView created(
      RunId id, RunConfig config, String requestId, Instant createTime, Optional<Fork> fork) {
    return new RunView(
        id,
        config,
        requestId,
        createTime,
        Optional.empty(),
        Optional.empty(),
        RunState.QUEUED,
        Cause.USER,
        "",
        0,
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        fork.map(Fork::checkpoints).orElse(List.of()),
        OptionalDouble.empty(),
        fork,
        Spending.NONE);
  }

  /** The limits in force. */
  public RunLimits limits() {
    return spending.limits().orElse(config.policy().limits());
  }

  /**
   * The view after one more event. After a Rewound the values of later steps are gone and the older
   * ones, which a view does not hold, are put back by {@link RunLog}.
   */
  public RunView with(StoredEvent e) {
    var next = new ViewDraft(this);
    next.apply(e);
    return next.view();
  }
}
