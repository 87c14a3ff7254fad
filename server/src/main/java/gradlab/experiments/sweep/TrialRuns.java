package gradlab.experiments.sweep;

import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.store.RunView;

/** How a sweep gets runs: with the checks that every start goes through. */
public interface TrialRuns {
  /** The run that an earlier call with this request id started, else a new one. */
  RunView start(RunConfig config, String requestId);

  /** Queues a run again until so many epochs in all are done. */
  RunView extend(RunId run, int epochs);

  /** Queues an ended run again as it is. */
  RunView resume(RunId run);
}
