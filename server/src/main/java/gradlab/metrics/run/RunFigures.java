package gradlab.metrics.run;

import gradlab.diagnosis.Diagnosis;
import gradlab.diagnosis.Measured;
import gradlab.diagnosis.Thresholds;
import gradlab.diagnosis.Verdict;
import gradlab.domain.GradientFlow;
import gradlab.domain.Provenance;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.store.LogExcerpt;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import gradlab.store.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run's log says that is worth watching, up to its newest event. Follows the log: whoever
 * appends to it passes on what was written. Of one thread at a time.
 */
final class RunFigures {
  private final RunLog log;
  private RunView view;
  private List<EpochMetrics> epochs = List.of();
  private Optional<GradientFlow> newestFlow = Optional.empty();

  /** Of the last sampled epoch. */
  private Optional<GradientFlow> epochFlow = Optional.empty();

  private Optional<Instant> checkpointTime = Optional.empty();
  private Optional<Instant> stepTime = Optional.empty();
  private Verdict verdict = Verdict.UNKNOWN;
  private final TrainedSteps trained;
  private final NonFinite nonFinite = new NonFinite();

  /** Reads the log. */
  RunFigures(RunLog log) {
    this.log = log;
    this.view = log.view();
    read();
    this.trained = new TrainedSteps(view.lastStep().map(StepMetrics::step).orElse(0L));
    trained.configure(view);
  }

  private void read() {
    epochs = new ArrayList<>(RunHistory.epochs(log));
    epochFlow = RunHistory.lastFlow(log, GradientFlow::epochEnd);
    newestFlow = RunHistory.lastFlow(log, flow -> true);
    checkpointTime = Optional.empty();
    try (var saved = LogExcerpt.of(log, Set.of(CheckpointSaved.class))) {
      for (Optional<StoredEvent> e = saved.next(); e.isPresent(); e = saved.next()) {
        checkpointTime = e.map(StoredEvent::time);
      }
    }
    verdict = diagnose();
  }

  /** The events that were written since, in order. */
  void add(List<StoredEvent> written) {
    view = log.view();
    boolean newFigures = false;
    boolean rewound = false;
    for (StoredEvent e : written) {
      RunEvent event = e.event();
      nonFinite.count(event);
      if (event instanceof StepMetrics m) {
        stepTime = Optional.of(e.time());
        trained.reach(m.step());
        newFigures |= !Double.isFinite(m.trainLoss());
      } else if (event instanceof EpochMetrics m) {
        epochs.add(m);
        trained.reach(m.step());
        newFigures = true;
      } else if (event instanceof RunEvent.GradientsSampled g) {
        newestFlow = Optional.of(g.flow());
        epochFlow = g.flow().epochEnd() ? newestFlow : epochFlow;
        newFigures = true;
      } else if (event instanceof CheckpointSaved) {
        checkpointTime = Optional.of(e.time());
      } else if (event instanceof RunEvent.AttemptStarted) {
        trained.configure(view);
      } else if (event instanceof RunEvent.Rewound r) {
        trained.rewind(r.toStep());
        rewound = true;
      }
    }
    if (rewound) {
      read(); // what a rewind uncovers, only the log has
    } else if (newFigures) {
      verdict = diagnose();
    }
  }

  private Verdict diagnose() {
    return Diagnosis.of(
            new Measured(
                view.config().network().activationSlope(),
                epochs,
                epochFlow.or(() -> newestFlow),
                view.lastStep(),
                view.provenance().flatMap(Provenance::classPrior)),
            Thresholds.STANDARD)
        .verdict();
  }

  RunView view() {
    return view;
  }

  Optional<GradientFlow> newestFlow() {
    return newestFlow;
  }

  Optional<Instant> checkpointTime() {
    return checkpointTime;
  }

  /** Of the newest step since the figures are followed. */
  Optional<Instant> stepTime() {
    return stepTime;
  }

  Verdict verdict() {
    return verdict;
  }

  TrainedSteps trained() {
    return trained;
  }

  NonFinite nonFinite() {
    return nonFinite;
  }
}
