package gradlab.worker;

import gradlab.dataset.DatasetLocation;
import gradlab.domain.RunEvent.AttemptStarted;
import gradlab.training.LossNotFinite;
import gradlab.training.Trainer;
import gradlab.v1.WorkKind;
import gradlab.v1.WorkerAssignment;
import gradlab.v1.WorkerOutcome;
import gradlab.wire.ConfigMessages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training worker: one process, one attempt of one run. The only process that loads ND4J, whose
 * failed native allocation ends a JVM.
 */
public final class WorkerMain {
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** The server did not take the last word. */
  static final int UNHEARD = 3;

  /** Another worker was launched for the run. */
  static final int TAKEN_OVER = 4;

  /** What a checkpoint may take after SIGTERM: a spot instance's notice. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(WorkerMain.class);

  private final Path runDirectory;
  private final ServerLink server;

  private WorkerMain(Path runDirectory, ServerLink server) {
    this.runDirectory = runDirectory;
    this.server = server;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 2) {
      System.err.println("usage: WorkerMain RUN_DIRECTORY LAUNCH (started by the server)");
      System.exit(USAGE);
    }
    var runDirectory = Path.of(args[0]);
    int exit;
    var done = new CountDownLatch(1);
    try (var server = ServerLink.open(runDirectory, args[1])) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(server, done), "stop"));
      exit = new WorkerMain(runDirectory, server).run();
    } finally {
      done.countDown();
    }
    System.exit(exit);
  }

  /** SIGTERM: checkpoint, then end. */
  private static void stopAndWait(ServerLink server, CountDownLatch done) {
    server.requestStop(StopReason.SIGTERM);
    try {
      if (!done.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        log.error("no checkpoint within {} of SIGTERM", GRACE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int run() throws InterruptedException {
    WorkerOutcome outcome;
    String message = "";
    try {
      outcome = work(server.assignment().get());
    } catch (ExecutionException e) {
      log.error("no assignment: {}", e.getCause().getMessage());
      return UNHEARD;
    } catch (LossNotFinite e) {
      outcome = WorkerOutcome.WORKER_OUTCOME_NOT_FINITE;
      message = e.getMessage();
    } catch (IOException | RuntimeException | Error e) {
      log.error("failed", e);
      outcome = WorkerOutcome.WORKER_OUTCOME_FAILED;
      message = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    if (outcome == WorkerOutcome.WORKER_OUTCOME_STOPPED) {
      message = stopped();
      if (server.stopReason() == StopReason.SIGTERM) {
        outcome = WorkerOutcome.WORKER_OUTCOME_PREEMPTED;
      }
    }
    if (!server.finish(outcome, message)) {
      log.error("no server took the end of the attempt; it is in the spool for the next one");
      return UNHEARD;
    }
    return outcome == WorkerOutcome.WORKER_OUTCOME_FAILED ? FAILED : 0;
  }

  private String stopped() {
    return switch (server.stopReason()) {
      case NOBODY, SERVER -> "";
      case SIGTERM ->
          "SIGTERM ended the worker, after a checkpoint; goes on at the server's next start";
      case NO_SERVER -> "the worker had no server for too long and ended, after a checkpoint";
    };
  }

  private WorkerOutcome work(WorkerAssignment assignment) throws IOException, InterruptedException {
    var config = ConfigMessages.config(assignment.getConfig());
    try (var trainer =
        new Trainer(
            config,
            location(assignment),
            runDirectory,
            Optional.of(assignment.getCheckpoint()).filter(name -> !name.isEmpty()),
            server::send,
            server::stopRequested)) {
      trainer.onStep(server.stepTimes());
      return work(assignment.getKind(), trainer);
    }
  }

  private WorkerOutcome work(WorkKind kind, Trainer trainer)
      throws IOException, InterruptedException {
    if (kind == WorkKind.WORK_KIND_EVALUATE) {
      trainer.evaluateTest();
      return WorkerOutcome.WORKER_OUTCOME_COMPLETED;
    }
    var facts = trainer.facts();
    server.send(
        new AttemptStarted(server.attempt(), MachineFacts.provenance(facts), facts.fromStep()));
    return switch (trainer.train()) {
      case COMPLETED -> WorkerOutcome.WORKER_OUTCOME_COMPLETED;
      case STOPPED -> WorkerOutcome.WORKER_OUTCOME_STOPPED;
    };
  }

  private static DatasetLocation location(WorkerAssignment assignment) {
    return assignment.getDataDirectory().isEmpty()
        ? DatasetLocation.sample()
        : DatasetLocation.in(
            DatasetLocation.Source.of(assignment.getDataSource()),
            Path.of(assignment.getDataDirectory()));
  }
}
