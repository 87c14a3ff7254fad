package gradlab.runs;

import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.Rewound;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One run and its owner, a mailbox: whatever changes the run goes through it, one thing at a time.
 * The public methods may be called on any thread.
 */
final class ManagedRun {
  private final RunId id;
  private final RunContext context;
  private final RunJournal journal;
  private final Mailbox mailbox;

  // Of the owner: work that waits for a slot, and the attempt whose process is not gone yet.
  private Optional<Work> queued = Optional.empty();
  private Optional<WorkerAttempt> attempt = Optional.empty();

  ManagedRun(RunLog log, RunContext context) {
    this.id = log.view().id();
    this.context = context;
    this.journal = new RunJournal(log, context.metrics());
    this.mailbox = new Mailbox("run " + id, context.executor());
  }

  RunState state() {
    return journal.state();
  }

  RunView view() {
    return journal.view();
  }

  /** Queues the first attempt; the log says QUEUED already. */
  void begin(SlotQueue.Reservation place) {
    mailbox.post(() -> enqueue(new Work.Train(nextAttempt(), ""), place));
  }

  CompletableFuture<RunView> stop(String why) {
    return mailbox.ask(
        () -> {
          if (queued.isPresent()) {
            unqueue(RunState.STOPPED, why);
          } else {
            working("stop").stop(why);
          }
          return journal.view();
        });
  }

  /** The answer comes when the worker is gone. */
  CompletableFuture<RunView> kill(String why) {
    return mailbox
        .ask(
            () -> {
              if (queued.isPresent()) {
                unqueue(RunState.KILLED, why);
                return CompletableFuture.<Void>completedFuture(null);
              }
              var working = working("kill");
              working.kill(why);
              return working.gone();
            })
        .thenCompose(gone -> gone)
        .thenApply(nothing -> journal.view());
  }

  CompletableFuture<RunView> resume() {
    return mailbox.ask(
        () -> {
          checkResumable();
          var checkpoint = Checkpoints.newest(journal.view());
          try (var place = context.slots().reserve()) {
            journal.record(
                new Rewound(checkpoint.map(CheckpointSaved::step).orElse(0L)),
                new StateChanged(
                    RunState.QUEUED,
                    "resumed from "
                        + checkpoint
                            .map(c -> "the checkpoint after epoch " + c.epoch())
                            .orElse("the beginning: there is no checkpoint")));
            var name = checkpoint.map(CheckpointSaved::name).orElse("");
            enqueue(new Work.Train(nextAttempt(), name), place);
          }
          return journal.view();
        });
  }

  private void checkResumable() {
    switch (journal.state()) {
      case STOPPED, FAILED, KILLED, PREEMPTED, PAUSED -> {}
      case COMPLETED ->
          throw new WrongState(
              "run %s has COMPLETED: there is nothing left to train; start a new run with more epochs"
                  .formatted(id));
      case QUEUED, STARTING, RUNNING, STOPPING, PAUSING, LOST ->
          throw new WrongState(
              "run %s is %s: only a run that has ended can be resumed; stop it first"
                  .formatted(id, journal.state()));
    }
  }

  /**
   * @param now do not wait for a slot
   */
  CompletableFuture<RunView> evaluate(boolean now) {
    return mailbox.ask(
        () -> {
          var view = journal.view();
          if (!view.state().ended()) {
            throw new WrongState(
                "run %s is %s: wait until it has ended, or stop it, then evaluate it"
                    .formatted(id, view.state()));
          }
          var checkpoint =
              Checkpoints.best(view)
                  .orElseThrow(
                      () ->
                          new WrongState(
                              "run %s has no checkpoint of its best epoch: it needs at least one finished epoch"
                                  .formatted(id)));
          var work =
              new Work.Evaluate(
                  nextAttempt(),
                  checkpoint.name(),
                  new StateChanged(view.state(), view.stateReason()));
          var reason = "to evaluate the checkpoint after epoch " + checkpoint.epoch();
          if (now) {
            journal.change(RunState.QUEUED, reason);
            queued = Optional.of(work);
            granted(work, context.slots().beside());
          } else {
            try (var place = context.slots().reserve()) {
              journal.change(RunState.QUEUED, reason);
              enqueue(work, place);
            }
          }
          return journal.view();
        });
  }

  /** Completes when nothing of the run is alive; refused while it has not ended. */
  CompletableFuture<Void> quiesce() {
    return mailbox
        .ask(
            () -> {
              if (!journal.state().ended()) {
                throw new WrongState(
                    "run %s is %s: stop or kill it before you delete it"
                        .formatted(id, journal.state()));
              }
              return attempt
                  .map(WorkerAttempt::gone)
                  .orElseGet(() -> CompletableFuture.completedFuture(null));
            })
        .thenCompose(gone -> gone);
  }

  /** Stops the worker, if there is one; completes when it is gone. A queued run stays queued. */
  CompletableFuture<Void> shutDown(String why) {
    return mailbox
        .ask(
            () -> {
              attempt.filter(a -> !journal.state().ended()).ifPresent(a -> a.stop(why));
              return attempt
                  .map(WorkerAttempt::gone)
                  .orElseGet(() -> CompletableFuture.completedFuture(null));
            })
        .thenCompose(gone -> gone);
  }

  /** Ends what a shutdown could not stop. */
  void killNow(String why) {
    mailbox.post(() -> attempt.ifPresent(a -> a.kill(why)));
  }

  void attach(WorkerLink link, int attemptNumber, boolean reattached) {
    mailbox.post(
        () -> {
          if (attempt.isEmpty() || attempt.get().work().attempt() != attemptNumber) {
            link.fail(
                new NotFound(
                    "attempt %d of run %s is over: end this worker".formatted(attemptNumber, id)));
            return;
          }
          attempt.get().attach(link, reattached);
        });
  }

  void reportsArrived(WorkerLink link) {
    mailbox.post(() -> attempt.ifPresent(a -> a.reportsArrived(link)));
  }

  void detached(WorkerLink link) {
    mailbox.post(() -> attempt.ifPresent(a -> a.detached(link)));
  }

  void broken(WorkerLink link, RuntimeException error) {
    mailbox.post(
        () -> {
          link.fail(error);
          attempt.ifPresent(a -> a.detached(link));
        });
  }

  /** Takes up an unfinished run after a restart of the server. */
  CompletableFuture<Void> recover() {
    return mailbox.ask(
        () -> {
          var history = WorkHistory.read(journal.log());
          if (journal.state() == RunState.QUEUED) {
            enqueue(history.work(journal.view(), nextAttempt()), context.slots().reserveAnyway());
          } else {
            recoverAttempt(history);
          }
          return null;
        });
  }

  private void recoverAttempt(WorkHistory history) {
    var directory = journal.log().directory();
    try {
      var connection = ConnectionFile.read(directory);
      int number = connection.map(ConnectionFile::attempt).orElseGet(this::nextAttempt);
      var living = context.launcher().find(directory).filter(p -> connection.isPresent());
      var slot = living.isPresent() ? context.slots().take() : context.slots().beside();
      var recovered =
          newAttempt(
              history.work(journal.view(), number),
              connection
                  .map(c -> c.at(context.workerEndpoint()))
                  .orElseGet(() -> ConnectionFile.create(context.workerEndpoint(), id, number)),
              slot);
      if (living.isPresent()) {
        recovered.recover(living.get(), history.stopWanted());
      } else {
        recovered.recoverDead();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("run " + id + " cannot be taken up again", e);
    }
  }

  private int nextAttempt() {
    return journal.view().attempt() + 1;
  }

  private void enqueue(Work work, SlotQueue.Reservation place) {
    queued = Optional.of(work);
    place.enqueue(id, slot -> mailbox.post(() -> granted(work, slot)));
  }

  /** Launches the work, once the process of the attempt before is gone. */
  private void granted(Work work, SlotQueue.Slot slot) {
    if (queued.filter(waiting -> waiting == work).isEmpty()) {
      slot.release(); // stopped or killed while the slot was on its way
    } else if (context.slots().closed()) {
      slot.release(); // stays queued for the next server
    } else if (attempt.isPresent()) {
      attempt.get().gone().thenRun(() -> mailbox.post(() -> granted(work, slot)));
    } else {
      queued = Optional.empty();
      var connection = ConnectionFile.create(context.workerEndpoint(), id, work.attempt());
      newAttempt(work, connection, slot).launch();
    }
  }

  private WorkerAttempt newAttempt(Work work, ConnectionFile connection, SlotQueue.Slot slot) {
    var created = new WorkerAttempt(context, journal, mailbox, work, connection, slot);
    attempt = Optional.of(created);
    created.gone().thenRun(() -> mailbox.post(() -> attempt = attempt.filter(a -> a != created)));
    return created;
  }

  /** Takes back work that waits for a slot. */
  private void unqueue(RunState to, String why) {
    context.slots().remove(id);
    var work = queued.orElseThrow();
    queued = Optional.empty();
    if (work instanceof Work.Evaluate evaluation) {
      journal.record(evaluation.before());
    } else {
      journal.change(to, why + " while it was queued");
    }
  }

  private WorkerAttempt working(String verb) {
    return attempt
        .filter(a -> !journal.state().ended())
        .orElseThrow(
            () ->
                new WrongState(
                    "run %s has ended already (%s): there is nothing to %s"
                        .formatted(id, journal.state(), verb)));
  }
}
