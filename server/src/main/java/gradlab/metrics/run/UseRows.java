package gradlab.metrics.run;

import gradlab.domain.DeviceUse;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunLimits;
import gradlab.store.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checkpoints, and what the run has used; what grows by itself is computed at each scrape. */
final class UseRows {
  private UseRows() {}

  static List<Series> of(RunFigures figures) {
    var rows = new ArrayList<Series>();
    RunView view = figures.view();
    checkpoint(figures, view, rows);
    rows.add(
        Series.live(
            RunMetric.DEVICE_TIME, () -> seconds(view.spending().at(Instant.now()).time())));
    rows.add(Series.live(RunMetric.COST, () -> view.spending().at(Instant.now()).cost()));
    RunLimits limits = view.limits();
    limits
        .maxDuration()
        .ifPresent(
            most ->
                rows.add(
                    Series.live(
                        RunMetric.LIMIT_USED,
                        () ->
                            DeviceUse.hours(view.spending().at(Instant.now()).time())
                                / DeviceUse.hours(most),
                        "limit",
                        "max_duration")));
    limits
        .maxCost()
        .ifPresent(
            most ->
                rows.add(
                    Series.live(
                        RunMetric.LIMIT_USED,
                        () -> view.spending().at(Instant.now()).cost() / most,
                        "limit",
                        "max_cost")));
    return rows;
  }

  private static void checkpoint(RunFigures figures, RunView view, List<Series> rows) {
    Optional<Instant> saved = figures.checkpointTime();
    saved.ifPresent(t -> rows.add(Series.of(RunMetric.CHECKPOINT_TIME, RunRows.seconds(t))));
    if (!view.checkpoints().isEmpty()) {
      CheckpointSaved newest = view.checkpoints().get(view.checkpoints().size() - 1);
      rows.add(Series.of(RunMetric.CHECKPOINT_STEP, newest.step()));
      rows.add(Series.of(RunMetric.CHECKPOINT_SIZE, newest.sizeBytes()));
    }
    // a run that has waited for days has lost nothing: its age begins with its worker
    Optional<Instant> began = view.spending().meter().map(m -> m.since());
    if (view.state().atWork() && began.isPresent()) {
      Instant from = saved.filter(t -> t.isAfter(began.get())).orElse(began.get());
      rows.add(
          Series.live(
              RunMetric.CHECKPOINT_AGE, () -> seconds(Duration.between(from, Instant.now()))));
    }
  }

  private static double seconds(Duration time) {
    return time.getSeconds() + time.getNano() / 1e9;
  }
}
