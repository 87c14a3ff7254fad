package gradlab.runs;

import gradlab.domain.Cause;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a run: its worker process and the connection to it, until the process is gone. All
 * of it belongs to the run's owner: every method is called on the run's mailbox.
 */
final class WorkerAttempt {
  private static final Logger LOGGER = LoggerFactory.getLogger(WorkerAttempt.class);
  private static final Duration RETRY_WRITE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Why an attempt ended, where its worker does not say. */
  private record Death(Cause cause, String why) {}

  private final RunContext context;
  private final RunJournal journal;
  private final Mailbox owner;
  private final Work work;
  private final ConnectionFile connection;
  private final SlotQueue.Slot slot;
  private final BiConsumer<Cause, String> died;
  private final Path directory;
  private final ReportRecorder recorder;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private Optional<WorkerProcess> process = Optional.empty();
  private Optional<WorkerLink> link = Optional.empty();
  private Optional<WorkerExit> exit = Optional.empty();
  private Optional<String> killedBecause = Optional.empty();
  private Optional<Death> death = Optional.empty();
  private Optional<Ending> ending = Optional.empty();
  private boolean attached;
  private boolean finished;
  private long heardNanos = System.nanoTime();

  /**
   * @param died told of a training's end that neither the worker nor a user brought about; puts the
   *     run's next state on record
   */
  WorkerAttempt(
      RunContext context,
      RunJournal journal,
      Mailbox owner,
      Work work,
      ConnectionFile connection,
      SlotQueue.Slot slot,
      BiConsumer<Cause, String> died) {
    this.context = context;
    this.journal = journal;
    this.owner = owner;
    this.work = work;
    this.connection = connection;
    this.slot = slot;
    this.died = died;
    this.directory = journal.log().directory();
    this.recorder = new ReportRecorder(journal, work);
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
      journal.change(RunState.STARTING, Cause.SLOT, "starting the worker");
      context.spool().delete(directory);
      recorder.tidyCheckpoints();
      connection.write(directory);
      context.tokens().admit(connection);
      watch(context.launcher().launch(directory));
      context.later(context.settings().startTimeout(), owner, this::checkAttached);
    } catch (IOException e) {
      LOGGER.warn("run {}: no worker", connection.runId(), e);
      death = Optional.of(new Death(Cause.CRASH, "the worker could not be started: " + e));
      conclude();
    }
  }

  /** How an earlier server had told the worker to end. */
  void endingWas(Ending recorded) {
    ending = Optional.of(recorded);
  }

  /** Takes up a worker that an earlier server started. */
  void recover(WorkerProcess living) throws IOException {
    if (journal.state() != RunState.LOST) {
      journal.change(
          RunState.LOST,
          Cause.SERVER,
          "the server was restarted; waiting for the worker to attach again");
    }
    context.tokens().admit(connection);
    connection.write(directory);
    watch(living);
  }

  /** Records what a worker did, and its end, that died while no server was there. */
  void recoverDead() {
    death =
        Optional.of(
            new Death(Cause.CRASH, "the worker ended while the server was down" + lastOutput()));
    conclude();
  }

  private void watch(WorkerProcess started) {
    process = Optional.of(started);
    heardNanos = System.nanoTime();
    started.onExit().thenAccept(how -> owner.post(() -> exited(how)));
    context.later(LOOK, owner, this::checkAnswers);
  }

  private void checkAttached() {
    if (!attached && !gone.isDone()) {
      die(
          Cause.HUNG,
          "the worker did not attach within %d s%s"
              .formatted(context.settings().startTimeout().toSeconds(), lastOutput()));
    }
  }

  /** A worker says something every few seconds, whatever it computes. */
  private void checkAnswers() {
    if (gone.isDone() || finished) {
      return;
    }
    heardNanos = Math.max(heardNanos, link.map(WorkerLink::heardNanos).orElse(heardNanos));
    var silent = Duration.ofNanos(System.nanoTime() - heardNanos);
    var settings = context.settings();
    boolean started = journal.state() != RunState.STARTING;
    if (started && silent.compareTo(settings.hangLimit()) > 0) {
      die(
          Cause.HUNG,
          "the worker did not answer for %d s and was ended".formatted(silent.toSeconds()));
      return;
    }
    if (started && silent.compareTo(settings.aliveLimit()) > 0) {
      lose("no sign of life from the worker for %d s".formatted(silent.toSeconds()), Cause.HUNG);
    } else if (link.isPresent() && journal.state() == RunState.LOST) {
      regain("the worker answers again");
    }
    context.later(LOOK, owner, this::checkAnswers);
  }

  /** For any other reason. */
  void die(Cause cause, String why) {
    death = death.or(() -> Optional.of(new Death(cause, why)));
    process.ifPresent(WorkerProcess::kill);
  }

  void attach(WorkerLink newLink, boolean reattached) {
    link.ifPresent(WorkerLink::end);
    if (gone.isDone()) {
      newLink.end();
      return;
    }
    attached = true;
    heardNanos = System.nanoTime();
    link = Optional.of(newLink);
    if (!reattached) {
      newLink.assign(
          new Assignment(work, journal.view().config(), directory, context.data().get()));
    }
    newLink.acknowledge(recorder.durableSeq());
    if (finished) {
      newLink.end();
      return;
    }
    if (ending.isPresent()) {
      newLink.stop();
    }
    if (journal.state() == RunState.STARTING || journal.state() == RunState.LOST) {
      regain(reattached ? "the worker attached again" : "the worker is attached");
    }
  }

  private void regain(String why) {
    if (ending.isPresent()) {
      journal.change(ending.get().onTheWay(), ending.get().cause(), ending.get().why());
    } else {
      journal.change(RunState.RUNNING, Cause.WORKER, why);
    }
  }

  /** Puts on record what has arrived, in one write, then acknowledges it. */
  void reportsArrived(WorkerLink from) {
    var reports = from.take();
    if (link.filter(current -> current == from).isEmpty() || finished || gone.isDone()) {
      return; // replaced by a newer connection, which will bring the same events again
    }
    try {
      finished = recorder.record(reports, ending);
    } catch (RuntimeException e) {
      LOGGER.error("run {}: its events cannot be written", connection.runId(), e);
      drop(from, "the events cannot be written: " + e.getMessage());
      return;
    }
    from.acknowledge(recorder.durableSeq());
    if (finished) {
      from.end();
      context.later(context.settings().exitGrace(), owner, this::killLeftover);
    }
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
    heardNanos = Math.max(heardNanos, from.heardNanos());
    link = Optional.empty();
    if (exit.isPresent()) {
      conclude();
    } else if (!finished) {
      context.later(context.settings().streamGrace(), owner, this::checkLost);
    }
  }

  private void checkLost() {
    if (link.isEmpty() && exit.isEmpty() && !finished) {
      lose("the worker's connection broke; waiting for it to attach again", Cause.WORKER);
    }
  }

  private void lose(String why, Cause cause) {
    if (journal.state() != RunState.LOST) {
      journal.change(RunState.LOST, cause, why);
    }
  }

  /** Tells the worker to checkpoint and end; a stop replaces a pause, nothing replaces a stop. */
  void end(Ending wanted) {
    boolean paused = ending.filter(e -> e.state() == RunState.PAUSED).isPresent();
    boolean news = ending.isEmpty() || (paused && wanted.state() == RunState.STOPPED);
    if (!news || finished) {
      return;
    }
    journal.change(wanted.onTheWay(), wanted.cause(), wanted.why());
    ending = Optional.of(wanted);
    link.ifPresent(WorkerLink::stop);
  }

  /** Because a user asked for it. */
  void kill(String why) {
    killedBecause = killedBecause.or(() -> Optional.of(why));
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
        recordSpool();
      }
      if (!finished) {
        recordDeath();
        finished = true;
      }
      context.spool().delete(directory);
    } catch (IOException | RuntimeException e) {
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

  /** What the worker did while it had no server is on its disk. */
  private void recordSpool() throws IOException {
    var reports = context.spool().read(directory, work.attempt());
    if (reports.isEmpty() || reports.get(0).workerSeq() > recorder.durableSeq() + 1) {
      return; // of no use with a gap
    }
    finished = recorder.record(reports, ending);
  }

  private void recordDeath() {
    var how = death.orElseGet(() -> new Death(Cause.CRASH, crash()));
    if (work instanceof Work.Evaluate evaluation) {
      var why = killedBecause.orElse(how.why());
      journal.record(new Noted(true, "the evaluation ended early: " + why), evaluation.before());
    } else if (killedBecause.isPresent() && death.isEmpty()) {
      journal.change(RunState.KILLED, Cause.USER, killedBecause.get());
    } else if (ending.filter(e -> e.state() == RunState.PREEMPTED).isPresent()) {
      // the machine did not wait for it: what it did since its last checkpoint is done again
      var interrupted = ending.get();
      journal.change(
          interrupted.state(),
          interrupted.cause(),
          interrupted.why() + "; the worker ended before it had checkpointed");
    } else {
      died.accept(how.cause(), how.why());
    }
  }

  private String crash() {
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
