package gradlab.runs;

import gradlab.domain.Cause;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunState;
import gradlab.metrics.ServerMetrics;
import gradlab.store.NewEvent;
import gradlab.store.ResultFiles;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run's owner writes: each change of state is checked, and durable before it counts. */
final class RunJournal {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunJournal.class);

  private final RunLog log;
  private final ServerMetrics metrics;
  private volatile RunState state; // written by the owner, read by the metrics

  RunJournal(RunLog log, ServerMetrics metrics) {
    this.log = log;
    this.metrics = metrics;
    this.state = log.view().state();
    metrics.runs().watch(log);
  }

  RunState state() {
    return state;
  }

  RunView view() {
    return log.view();
  }

  RunLog log() {
    return log;
  }

  ServerMetrics metrics() {
    return metrics;
  }

  void change(RunState to, Cause cause, String reason) {
    record(new StateChanged(to, cause, reason));
  }

  /** Appends the server's own events. */
  void record(RunEvent... events) {
    var now = Instant.now();
    var batch = new ArrayList<NewEvent>();
    for (var event : events) {
      batch.add(NewEvent.ofServer(now, event));
    }
    append(batch);
  }

  /** Appends events in one write; they are on disk when it returns. */
  void append(List<NewEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    RunState after = state;
    boolean results = false;
    for (var e : events) {
      if (e.event() instanceof StateChanged change) {
        RunTransitions.check(after, change.state());
        after = change.state();
      }
      results |=
          e.event() instanceof RunEvent.EpochMetrics || e.event() instanceof RunEvent.TestEvaluated;
    }
    metrics.runs().recorded(log, metrics.timeAppend(() -> log.append(events)));
    if (after != state) {
      LOGGER.info("run {}: {} ({})", log.view().id(), after, log.view().stateReason());
      state = after;
      metrics.countState(after, log.view().cause());
    }
    if (results) {
      writeResults();
    }
  }

  /** The CSVs are made from the log and can be made again, so they never stop a training. */
  private void writeResults() {
    try {
      ResultFiles.write(log);
    } catch (RuntimeException e) {
      LOGGER.warn("run {}: its result files could not be written", log.view().id(), e);
    }
  }
}
