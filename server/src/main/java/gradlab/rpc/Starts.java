package gradlab.rpc;

import gradlab.artifacts.ArtifactStore;
import gradlab.cost.CostControl;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.domain.RunLimits;
import gradlab.experiments.sweep.TrialRuns;
import gradlab.runs.RunManager;
import gradlab.runs.RunManager.NewRun;
import gradlab.store.RunView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is in the way of a start is found here, before anything is on disk. */
public final class Starts implements TrialRuns {
  private final RunManager runs;
  private final Datasets datasets;
  private final ArtifactStore artifacts;
  private final CostControl cost;
  private final long workerBytes;

  /**
   * @param cost what a run may use
   * @param workerBytes memory that one worker has; 0: not known
   */
  public Starts(
      RunManager runs,
      Datasets datasets,
      ArtifactStore artifacts,
      CostControl cost,
      long workerBytes) {
    this.runs = runs;
    this.datasets = datasets;
    this.artifacts = artifacts;
    this.cost = cost;
    this.workerBytes = workerBytes;
  }

  /** The train list's length; empty where it is not known. */
  OptionalInt trainList() {
    int images = datasets.inspect().trainList();
    return images > 0 ? OptionalInt.of(images) : OptionalInt.empty();
  }

  /** The run that an earlier call with this request id started, else a new one. */
  @Override
  public RunView start(RunConfig config, String requestId) {
    check(config);
    return runs.startedBy(requestId, config)
        .orElseGet(() -> startNew(List.of(new NewRun(config, requestId))).get(0));
  }

  /**
   * All of them, or none. They differ in their seeds only.
   *
   * @param wanted at least one; those that an earlier call started are not started again
   */
  List<RunView> startAll(List<NewRun> wanted) {
    check(wanted.get(0).config());
    return startNew(wanted);
  }

  private List<RunView> startNew(List<NewRun> wanted) {
    var config = wanted.get(0).config();
    cost.checkStart(config);
    datasets.check();
    try (var initFrom = InitFrom.open(config, artifacts)) {
      return runs.startAll(wanted, initFrom.origin());
    }
  }

  @Override
  public RunView extend(RunId run, int epochs) {
    checkResume(run, Optional.empty());
    return runs.extend(run, epochs, Optional.empty());
  }

  @Override
  public RunView resume(RunId run) {
    checkResume(run, Optional.empty());
    return runs.resume(run, OptionalInt.empty(), Optional.empty());
  }

  /**
   * Whether an ended run may go on.
   *
   * @param limits what it may use from now on; empty: as it was
   */
  void checkResume(RunId run, Optional<RunLimits> limits) {
    cost.checkResume(runs.view(run), limits);
    datasets.check();
  }

  /** Whether a run of this machine can have it. */
  void check(RunConfig config) {
    MemoryRule.check(config, workerBytes);
  }
}
