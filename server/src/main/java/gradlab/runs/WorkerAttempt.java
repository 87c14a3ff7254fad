package gradlab.runs;

import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunState;
import gradlab.runs.WorkerReport.Finished;
import gradlab.runs.WorkerReport.Happened;
import gradlab.store.NewEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a run: its worker process and the connection to it, until the process is gone. All
 * of it belongs to the run's owner: every method is called on the run's mailbox.
 */
final class WorkerAttempt {
  private static final Logger LOGGER = LoggerFactory.getLogger(WorkerAttempt.class);
  private static final Duration RETRY_WRITE = Duration.ofSeconds(5);

  private final RunContext context;
  private final RunJournal journal;
  private final Mailbox owner;
  private final Work work;
  private final ConnectionFile connection;
  private final SlotQueue.Slot slot;
  private final Path directory;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private Optional<WorkerProcess> process = Optional.empty();
  private Optional<WorkerLink> link = Optional.empty();
  private Optional<WorkerExit> exit = Optional.empty();
  private Optional<String> killedBecause = Optional.empty();
  private Optional<String> failedBecause = Optional.empty();
  private boolean stopWanted;
  private boolean attached;
  private boolean finished;
  private long durableSeq;

  WorkerAttempt(
      RunContext context,
      RunJournal journal,
      Mailbox owner,
      Work work,
      ConnectionFile connection,
      SlotQueue.Slot slot) {
    this.context = context;
    this.journal = journal;
    this.owner = owner;
    this.work = work;
    this.connection = connection;
    this.slot = slot;
    this.directory = journal.log().directory();
    var view = journal.view();
    this.durableSeq = view.attempt() == work.attempt() ? view.lastWorkerSeq() : 0;
  }

  /** Completes when the worker process is gone and its end is on record. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  Work work() {
    return work;
  }

  void launch() {
    try {
      journal.change(RunState.STARTING, "starting the worker");
      connection.write(directory);
      context.tokens().admit(connection);
      watch(context.launcher().launch(directory));
      context.later(context.settings().startTimeout(), owner, this::checkAttached);
    } catch (IOException e) {
      LOGGER.warn("run {}: no worker", connection.runId(), e);
      failedBecause = Optional.of("the worker could not be started: " + e.getMessage());
      conclude();
    }
  }

  /** Takes up a worker that an earlier server started. */
  void recover(WorkerProcess living, boolean stopWasWanted) throws IOException {
    stopWanted = stopWasWanted;
    if (journal.state() != RunState.LOST) {
      journal.change(
          RunState.LOST, "the server was restarted; waiting for the worker to attach again");
    }
    context.tokens().admit(connection);
    connection.write(directory);
    watch(living);
  }

  /** Records the end of a worker that died while no server was there. */
  void recoverDead() {
    failedBecause = Optional.of("the worker ended while the server was down" + lastOutput());
    conclude();
  }

  private void watch(WorkerProcess started) {
    process = Optional.of(started);
    started.onExit().thenAccept(how -> owner.post(() -> exited(how)));
  }

  private void checkAttached() {
    if (!attached && !gone.isDone()) {
      failedBecause =
          Optional.of(
              "the worker did not attach within %d s%s"
                  .formatted(context.settings().startTimeout().toSeconds(), lastOutput()));
      process.ifPresent(WorkerProcess::kill);
    }
  }

  void attach(WorkerLink newLink, boolean reattached) {
    link.ifPresent(WorkerLink::end);
    if (gone.isDone()) {
      newLink.end();
      return;
    }
    attached = true;
    link = Optional.of(newLink);
    if (!reattached) {
      newLink.assign(
          new Assignment(work, journal.view().config(), directory, context.data().get()));
    }
    newLink.acknowledge(durableSeq);
    if (finished) {
      newLink.end();
      return;
    }
    if (stopWanted) {
      newLink.stop();
    }
    if (journal.state() == RunState.STARTING || journal.state() == RunState.LOST) {
      journal.change(
          stopWanted ? RunState.STOPPING : RunState.RUNNING,
          reattached ? "the worker attached again" : "the worker is attached");
    }
  }

  /** Puts on record what has arrived, in one write, then acknowledges it. */
  void reportsArrived(WorkerLink from) {
    var reports = from.take();
    if (link.filter(current -> current == from).isEmpty() || finished || gone.isDone()) {
      return; // replaced by a newer connection, which will bring the same events again
    }
    var events = new ArrayList<NewEvent>();
    long seq = durableSeq;
    boolean last = false;
    for (var report : reports) {
      if (report.workerSeq() <= seq || last) {
        continue; // sent again after a reconnect
      }
      if (report.workerSeq() != seq + 1) {
        drop(from, "event %d came after %d".formatted(report.workerSeq(), seq));
        return;
      }
      seq++;
      evaluationFailed(report)
          .ifPresent(note -> events.add(NewEvent.ofServer(report.time(), note)));
      events.add(new NewEvent(report.time(), work.attempt(), seq, eventOf(report)));
      last = report instanceof Finished;
    }
    try {
      journal.append(events);
    } catch (RuntimeException e) {
      LOGGER.error("run {}: its events cannot be written", connection.runId(), e);
      drop(from, "the events cannot be written: " + e.getMessage());
      return;
    }
    durableSeq = seq;
    from.acknowledge(durableSeq);
    if (last) {
      finished = true;
      from.end();
      context.later(context.settings().exitGrace(), owner, this::killLeftover);
    }
  }

  private gradlab.domain.RunEvent eventOf(WorkerReport report) {
    if (report instanceof Happened happened) {
      return happened.event();
    }
    var end = (Finished) report;
    if (work instanceof Work.Evaluate evaluation) {
      return evaluation.before();
    }
    return new StateChanged(
        switch (end.outcome()) {
          case COMPLETED -> RunState.COMPLETED;
          case STOPPED -> RunState.STOPPED;
          case FAILED -> RunState.FAILED;
        },
        end.message());
  }

  /** An evaluation gives the run its former state back, so its failure needs a note. */
  private Optional<Noted> evaluationFailed(WorkerReport report) {
    return work instanceof Work.Evaluate
            && report instanceof Finished end
            && end.outcome() != WorkerReport.Outcome.COMPLETED
        ? Optional.of(new Noted(true, "the evaluation did not complete: " + end.message()))
        : Optional.empty();
  }

  /** The worker keeps what is not acknowledged and attaches again. */
  private void drop(WorkerLink from, String why) {
    from.fail(new WrongState(why));
    detached(from);
  }

  void detached(WorkerLink from) {
    if (link.filter(current -> current == from).isEmpty()) {
      return;
    }
    link = Optional.empty();
    if (exit.isPresent()) {
      conclude();
    } else if (!finished) {
      context.later(context.settings().streamGrace(), owner, this::checkLost);
    }
  }

  private void checkLost() {
    if (link.isEmpty() && exit.isEmpty() && !finished && journal.state() != RunState.LOST) {
      journal.change(
          RunState.LOST, "the worker's connection broke; waiting for it to attach again");
    }
  }

  void stop(String why) {
    if (stopWanted || finished) {
      return;
    }
    stopWanted = true;
    journal.change(RunState.STOPPING, why);
    link.ifPresent(WorkerLink::stop);
  }

  void kill(String why) {
    if (killedBecause.isEmpty()) {
      killedBecause = Optional.of(why);
    }
    process.ifPresent(WorkerProcess::kill);
  }

  private void killLeftover() {
    if (!gone.isDone()) {
      LOGGER.warn("run {}: the worker has finished but still lives: killed", connection.runId());
      process.ifPresent(WorkerProcess::kill);
    }
  }

  private void exited(WorkerExit how) {
    exit = Optional.of(how);
    if (finished || link.isEmpty()) {
      conclude();
    } else { // what it sent before it died may still be on its way
      context.later(context.settings().streamGrace(), owner, this::conclude);
    }
  }

  private void conclude() {
    if (gone.isDone()) {
      return;
    }
    try {
      if (!finished) {
        recordDeath();
        finished = true;
      }
    } catch (RuntimeException e) {
      LOGGER.error("run {}: its end cannot be written, trying again", connection.runId(), e);
      context.later(RETRY_WRITE, owner, this::conclude);
      return;
    }
    context.tokens().revoke(connection.runId());
    link.ifPresent(WorkerLink::end);
    link = Optional.empty();
    slot.release();
    gone.complete(null);
  }

  private void recordDeath() {
    if (work instanceof Work.Evaluate evaluation) {
      var why = killedBecause.or(() -> failedBecause).orElseGet(this::death);
      journal.record(new Noted(true, "the evaluation ended early: " + why), evaluation.before());
    } else if (killedBecause.isPresent() && failedBecause.isEmpty()) {
      journal.change(RunState.KILLED, killedBecause.get());
    } else {
      journal.change(RunState.FAILED, failedBecause.orElseGet(this::death));
    }
  }

  private String death() {
    String where =
        journal
            .view()
            .lastStep()
            .map(s -> " in epoch %d, step %,d".formatted(s.epoch(), s.step()))
            .orElse(" before its first step was on record");
    return "the worker ended "
        + exit.map(WorkerExit::inWords).orElse("for an unknown reason")
        + where
        + lastOutput();
  }

  private String lastOutput() {
    String output = context.launcher().lastOutput(directory);
    return output.isEmpty() ? "" : "; last output: " + output;
  }
}
