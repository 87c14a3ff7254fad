package gradlab.runs;

import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.CheckpointsRemoved;
import gradlab.runs.WorkerReport.Finished;
import gradlab.store.CheckpointFiles;
import gradlab.store.NewEvent;
import gradlab.store.StoredEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on record what the worker of one attempt reports, each report once, and deletes the
 * checkpoints that are not kept. Of the run's owner.
 */
final class ReportRecorder {
  private static final Logger LOGGER = LoggerFactory.getLogger(ReportRecorder.class);

  private final RunJournal journal;
  private final Work work;
  private final CheckpointFiles files;
  private long durableSeq;

  ReportRecorder(RunJournal journal, Work work) {
    this.journal = journal;
    this.work = work;
    this.files = new CheckpointFiles(journal.log().directory());
    var view = journal.view();
    this.durableSeq = view.attempt() == work.attempt() ? view.lastWorkerSeq() : 0;
  }

  /** Number of the newest report on record. */
  long durableSeq() {
    return durableSeq;
  }

  /**
   * All or nothing, in one write; what is on record already is left out. IllegalStateException
   * where one is missing.
   *
   * @param ending how the worker was told to end, if it was
   * @return whether the last of them is the worker's last word
   */
  boolean record(List<WorkerReport> reports, Optional<Ending> ending) {
    var events = new ArrayList<NewEvent>();
    long seq = durableSeq;
    boolean last = false;
    for (var report : reports) {
      if (report.workerSeq() <= seq || last) {
        journal.metrics().countDuplicate();
        continue; // sent again after a reconnect
      }
      if (report.workerSeq() != seq + 1) {
        throw new IllegalStateException(
            "event %d came after %d".formatted(report.workerSeq(), seq));
      }
      seq++;
      events.addAll(ReportEvents.of(report, work, ending));
      last = report instanceof Finished;
    }
    var superfluous = superfluous(events);
    if (!superfluous.isEmpty()) { // before the end, behind which nobody reads
      var removed = NewEvent.ofServer(Instant.now(), new CheckpointsRemoved(superfluous));
      events.add(last ? events.size() - 1 : events.size(), removed);
    }
    journal.append(events);
    durableSeq = seq;
    remove(superfluous);
    return last;
  }

  /** The checkpoints that are not kept once these events are on record. */
  private List<String> superfluous(List<NewEvent> events) {
    if (events.stream().noneMatch(e -> e.event() instanceof CheckpointSaved)) {
      return List.of();
    }
    var view = journal.view();
    for (var e : events) {
      view =
          view.with(
              new StoredEvent(view.lastSeq() + 1, e.time(), e.attempt(), e.workerSeq(), e.event()));
    }
    return Checkpoints.superfluous(view);
  }

  /** The log says already that they are gone: it never names one that is not there. */
  private void remove(List<String> checkpoints) {
    try {
      files.delete(checkpoints);
    } catch (IOException e) { // the next launch tries again
      LOGGER.warn("old checkpoints of {} stay: {}", journal.view().id(), e.toString());
    }
  }

  /** Removes what an interrupted write or removal left; before the worker is launched. */
  void tidyCheckpoints() throws IOException {
    files.keepOnly(journal.view().checkpoints().stream().map(CheckpointSaved::name).toList());
  }
}
