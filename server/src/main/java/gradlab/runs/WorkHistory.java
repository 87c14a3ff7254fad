package gradlab.runs;

import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.Rewound;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunState;
import gradlab.store.LogExcerpt;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import java.util.Optional;
import java.util.Set;

/**
 * What an unfinished run was at, read from its log: the log is the only truth, so nothing else is
 * kept about it.
 *
 * @param before the end that the newest QUEUED followed; empty for the run's first attempt
 * @param resumed whether a Rewound lies between the two: then it is training, else an evaluation
 * @param ending how it was told to end
 */
record WorkHistory(Optional<StateChanged> before, boolean resumed, Optional<Ending> ending) {

  static WorkHistory read(RunLog log) {
    Optional<StateChanged> lastEnd = Optional.empty();
    boolean rewound = false;
    var work = new WorkHistory(Optional.empty(), false, Optional.empty());
    try (var cursor = LogExcerpt.of(log, Set.of(StateChanged.class, Rewound.class))) {
      for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
        var event = next.get().event();
        if (event instanceof Rewound) {
          rewound = true;
        } else if (event instanceof StateChanged change) {
          if (change.state() == RunState.QUEUED) {
            work = new WorkHistory(lastEnd, rewound, Optional.empty());
          } else if (change.state() == RunState.STOPPING || change.state() == RunState.PAUSING) {
            var ending = Ending.recorded(change.state(), change.cause(), change.reason());
            work = new WorkHistory(work.before, work.resumed, Optional.of(ending));
          } else if (change.state().ended()) {
            lastEnd = Optional.of(change);
            rewound = false;
          }
        }
      }
    }
    return work;
  }

  /** The work, as it was queued. */
  Work work(RunView view, int attempt) {
    if (before.isPresent() && !resumed) {
      var best = Checkpoints.best(view).map(CheckpointSaved::name).orElse("");
      return new Work.Evaluate(attempt, best, before.get());
    }
    return training(view, attempt);
  }

  /** Training from the newest checkpoint; a new run that is no fork has none. */
  static Work training(RunView view, int attempt) {
    return new Work.Train(attempt, Checkpoints.newest(view).map(CheckpointSaved::name).orElse(""));
  }
}
