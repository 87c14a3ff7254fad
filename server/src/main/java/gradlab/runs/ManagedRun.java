package gradlab.runs;

import gradlab.domain.Cause;
import gradlab.domain.Fork;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.store.CheckpointFiles;
import gradlab.store.Origin;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One run and its owner, a mailbox: whatever changes the run goes through it, one thing at a time.
 * The public methods may be called on any thread.
 */
final class ManagedRun {
  private final RunId id;
  private final RunContext context;
  private final RunJournal journal;
  private final CheckpointFiles files;
  private final Mailbox mailbox;

  // Of the owner: work that waits for a slot, and the attempt whose process is not gone yet.
  private Optional<Work> queued = Optional.empty();
  private Optional<WorkerAttempt> attempt = Optional.empty();

  ManagedRun(RunLog log, RunContext context) {
    this.id = log.view().id();
    this.context = context;
    this.journal = new RunJournal(log, context.metrics());
    this.files = new CheckpointFiles(log.directory());
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
    mailbox.post(() -> enqueue(WorkHistory.training(journal.view(), nextAttempt()), place));
  }

  /** Checkpoint, then end so; a run that waits for its slot ends at once. */
  CompletableFuture<RunView> end(Ending ending) {
    return mailbox.ask(
        () -> {
          if (ending.state() == RunState.PAUSED) {
            RunRules.checkPausable(journal.view());
          }
          if (queued.isPresent()) {
            unqueue(ending.state(), ending.cause(), ending.why());
          } else {
            working(ending.state() == RunState.PAUSED ? "pause" : "stop").end(ending);
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
                unqueue(RunState.KILLED, Cause.USER, why);
                return CompletableFuture.<Void>completedFuture(null);
              }
              var working = working("kill");
              working.kill(why);
              return working.gone();
            })
        .thenCompose(gone -> gone)
        .thenApply(nothing -> journal.view());
  }

  /**
   * @param fromEpoch go back to the end of this epoch; empty: the newest checkpoint that is whole
   */
  CompletableFuture<RunView> resume(OptionalInt fromEpoch, Cause cause) {
    return mailbox.ask(
        () -> {
          var view = journal.view();
          RunRules.checkResumable(view, fromEpoch.isPresent());
          Restart restart;
          if (fromEpoch.isPresent()) {
            var checkpoint = RunRules.endOf(view, fromEpoch.getAsInt());
            RunRules.checkUndamaged(view, checkpoint, files);
            restart = Restart.from(checkpoint);
          } else {
            restart = Restart.newest(view, files);
          }
          var slots = context.slots();
          try (var place = cause == Cause.USER ? slots.reserve() : slots.reserveAnyway()) {
            goOn(restart, cause, "resumed from " + restart.inWords(), place);
          }
          return journal.view();
        });
  }

  /** Goes on from the newest checkpoint until so many epochs are done. */
  CompletableFuture<RunView> extend(int epochs) {
    return mailbox.ask(
        () -> {
          var view = journal.view();
          RunRules.checkExtendable(view, epochs);
          var newest = Restart.newest(view, files);
          var events = new ArrayList<>(newest.events());
          events.add(new RunEvent.Extended(epochs));
          try (var place = context.slots().reserve()) {
            goOn(
                new Restart(newest.checkpoint(), events),
                Cause.USER,
                "resumed from " + newest.inWords(),
                place);
          }
          return journal.view();
        });
  }

  /**
   * Gives its checkpoints to a new run; meanwhile none of them is removed.
   *
   * @param atEpoch go on from the end of this epoch; empty: the newest
   * @param start starts the new run with them
   */
  CompletableFuture<RunView> branch(OptionalInt atEpoch, Function<Origin, RunView> start) {
    return mailbox.ask(
        () -> {
          var view = journal.view();
          var from = RunRules.forkPoint(view, atEpoch);
          RunRules.checkUndamaged(view, from, files);
          var checkpoints = new ArrayList<>(List.of(from));
          if (from.bestEpoch() != from.epoch()) {
            var best = RunRules.endOf(view, from.bestEpoch());
            RunRules.checkUndamaged(view, best, files);
            checkpoints.add(best);
          }
          var directory = journal.log().directory();
          return start.apply(new Origin.Branch(new Fork(id, checkpoints), directory));
        });
  }

  private void goOn(Restart restart, Cause cause, String why, SlotQueue.Reservation place) {
    var events = new ArrayList<RunEvent>(restart.events());
    events.add(new StateChanged(RunState.QUEUED, cause, why));
    journal.record(events.toArray(RunEvent[]::new));
    enqueue(new Work.Train(nextAttempt(), restart.name()), place);
  }

  /** A worker's training ended without a word: go on where the policy says so. */
  private void died(Cause cause, String how) {
    var view = journal.view();
    int most = view.config().policy().maxRestarts();
    boolean wanted =
        switch (view.state()) {
          case STARTING, RUNNING, LOST -> !context.slots().closed();
          case QUEUED, STOPPING, PAUSING, STOPPED, COMPLETED, FAILED, KILLED, PAUSED, PREEMPTED ->
              false;
        };
    if (!wanted || view.restarts() >= most) {
      String gaveUp = wanted && most > 0 ? "; restarted %d times already".formatted(most) : "";
      journal.change(RunState.FAILED, cause, how + gaveUp);
      return;
    }
    var restart = Restart.newest(view, files);
    String why =
        "%s; restart %d of %d, from %s"
            .formatted(how, view.restarts() + 1, most, restart.inWords());
    try (var place = context.slots().reserveAnyway()) {
      goOn(restart, cause, why, place);
    }
  }

  /**
   * @param now do not wait for a slot
   */
  CompletableFuture<RunView> evaluate(boolean now) {
    return mailbox.ask(
        () -> {
          var view = journal.view();
          var checkpoint = RunRules.toEvaluate(view);
          var before = new StateChanged(view.state(), view.cause(), view.stateReason());
          var work = new Work.Evaluate(nextAttempt(), checkpoint.name(), before);
          var reason = "to evaluate the checkpoint after epoch " + checkpoint.epoch();
          if (now) {
            journal.change(RunState.QUEUED, Cause.USER, reason);
            queued = Optional.of(work);
            granted(work, context.slots().beside());
          } else {
            try (var place = context.slots().reserve()) {
              journal.change(RunState.QUEUED, Cause.USER, reason);
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
              RunRules.checkDeletable(journal.view());
              return whenGone();
            })
        .thenCompose(gone -> gone);
  }

  /** Ends the worker, if there is one; completes when it is gone. A queued run stays queued. */
  CompletableFuture<Void> shutDown(Ending ending) {
    return mailbox
        .ask(
            () -> {
              attempt.filter(a -> !journal.state().ended()).ifPresent(a -> a.end(ending));
              return whenGone();
            })
        .thenCompose(gone -> gone);
  }

  private CompletableFuture<Void> whenGone() {
    return attempt
        .map(WorkerAttempt::gone)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Ends what a shutdown could not stop. */
  void killNow(Cause cause, String why) {
    mailbox.post(() -> attempt.ifPresent(a -> a.die(cause, why)));
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
                  .map(c -> c.at(context.workerEndpoint(), context.settings().orphanLimit()))
                  .orElseGet(() -> newConnection(number)),
              slot);
      history.ending().ifPresent(recovered::endingWas);
      if (living.isPresent()) {
        recovered.recover(living.get());
      } else {
        recovered.recoverDead();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("run " + id + " cannot be taken up again", e);
    }
  }

  /** Puts on record what changes nothing of what the run does. */
  CompletableFuture<RunView> record(RunEvent event) {
    return mailbox.ask(
        () -> {
          journal.record(event);
          return journal.view();
        });
  }

  private int nextAttempt() {
    return journal.view().attempt() + 1;
  }

  private void enqueue(Work work, SlotQueue.Reservation place) {
    queued = Optional.of(work);
    int priority = journal.view().config().policy().priority();
    place.enqueue(id, priority, slot -> mailbox.post(() -> granted(work, slot)));
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
      newAttempt(work, newConnection(work.attempt()), slot).launch();
    }
  }

  private ConnectionFile newConnection(int number) {
    return ConnectionFile.create(
        context.workerEndpoint(), id, number, context.settings().orphanLimit());
  }

  private WorkerAttempt newAttempt(Work work, ConnectionFile connection, SlotQueue.Slot slot) {
    var created = new WorkerAttempt(context, journal, mailbox, work, connection, slot, this::died);
    attempt = Optional.of(created);
    created.gone().thenRun(() -> mailbox.post(() -> attempt = attempt.filter(a -> a != created)));
    return created;
  }

  /** Takes back work that waits for a slot. */
  private void unqueue(RunState to, Cause cause, String why) {
    context.slots().remove(id);
    var work = queued.orElseThrow();
    queued = Optional.empty();
    if (work instanceof Work.Evaluate evaluation) {
      journal.record(evaluation.before());
    } else {
      journal.change(to, cause, why + " while it was queued");
    }
  }

  private WorkerAttempt working(String verb) {
    return attempt
        .filter(a -> !journal.state().ended())
        .orElseThrow(() -> RunRules.nothingTo(verb, journal.view()));
  }
}
