package gradlab.experiments.sweep;

import gradlab.domain.SweepId;
import gradlab.runs.RunManager;
import gradlab.store.RunHistory;
import gradlab.store.RunView;
import gradlab.store.SweepRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how far sweeps are from their runs' logs. Remembers what it has read of runs that have not
 * changed since. Thread-safe.
 */
final class SweepReader {
  private static final long NO_RUN = -1;

  /**
   * @param lastSeq of the run; NO_RUN: it has none
   */
  private record Known(TrialView view, long lastSeq) {}

  private final RunManager runs;
  private final Map<String, Known> known = new HashMap<>();

  SweepReader(RunManager runs) {
    this.runs = runs;
  }

  /** What a trial's run is started with, so that it is started once. */
  static String requestId(SweepId sweep, int trial) {
    return sweep + "/" + trial;
  }

  synchronized SweepView read(SweepRecord sweep) {
    var trials = new ArrayList<TrialView>();
    for (int i = 0; i < sweep.trials().size(); i++) {
      trials.add(trial(sweep, i));
    }
    return new SweepView(sweep, trials);
  }

  private TrialView trial(SweepRecord sweep, int index) {
    String id = requestId(sweep.id(), index);
    Known before = known.get(id);
    Optional<RunView> run =
        before == null ? runs.startedBy(id) : before.view().run().flatMap(r -> runs.find(r.id()));
    long lastSeq = run.map(RunView::lastSeq).orElse(NO_RUN);
    if (before != null && before.lastSeq() == lastSeq) {
      return before.view();
    }
    var view =
        new TrialView(
            index,
            sweep.trials().get(index),
            run,
            run.map(r -> RunHistory.epochs(runs.log(r.id()))).orElse(List.of()),
            Ranking.of(sweep.metric()).orElseThrow());
    known.put(id, new Known(view, lastSeq));
    return view;
  }

  /** The trial may have a run from now on: only a sweep gives it one. */
  synchronized void started(SweepId sweep, int trial) {
    known.remove(requestId(sweep, trial));
  }
}
