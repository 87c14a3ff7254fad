package gradlab.worker;

import gradlab.domain.RunEvent;
import gradlab.v1.AttachRequest;
import gradlab.v1.AttachResponse;
import gradlab.v1.WorkerAlive;
import gradlab.v1.WorkerAssignment;
import gradlab.v1.WorkerEvent;
import gradlab.v1.WorkerFinished;
import gradlab.v1.WorkerHello;
import gradlab.v1.WorkerOutcome;
import gradlab.wire.TimeMessages;
import gradlab.wire.WorkerMessages;
import io.grpc.Status;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's line to the server. Events get their numbers here and stay in the outbox until the
 * server says that they are on disk; after a lost connection it attaches again, by itself, and
 * sends what was not acknowledged. Thread-safe.
 */
final class ServerLink implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration ALIVE = Duration.ofSeconds(2);

  /** For a last word to a server that was not there for a long time. */
  private static final Duration LAST_TRY = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(ServerLink.class);

  private final Path runDirectory;
  private final String launch;
  private final ServerAddress first;
  private final Outbox outbox = new Outbox();
  private final CompletableFuture<WorkerAssignment> assignment = new CompletableFuture<>();
  private final AtomicLong step = new AtomicLong();
  private final StepTimes stepTimes = new StepTimes();
  private final ScheduledExecutorService line =
      Executors.newSingleThreadScheduledExecutor(daemon("server-link"));
  private final AtomicReference<StopReason> stop = new AtomicReference<>(StopReason.NOBODY);
  private volatile boolean closed;

  // Owned by the line thread.
  private Connection connection;
  private final Spool spool;
  private long lostSinceNanos = System.nanoTime();

  private ServerLink(Path runDirectory, String launch, ServerAddress first) {
    this.runDirectory = runDirectory;
    this.launch = launch;
    this.first = first;
    this.spool = new Spool(runDirectory, first.attempt());
  }

  /**
   * @param launch which launch of a worker this process is
   * @throws IOException if the connection file cannot be read
   */
  static ServerLink open(Path runDirectory, String launch) throws IOException {
    var address = ServerAddress.read(runDirectory);
    endWhereReplaced(address, launch); // before anything is done in its name
    var link = new ServerLink(runDirectory, launch, address);
    link.line.execute(link::connect);
    link.line.scheduleAtFixedRate(
        link::sayAlive, ALIVE.toMillis(), ALIVE.toMillis(), TimeUnit.MILLISECONDS);
    return link;
  }

  int attempt() {
    return first.attempt();
  }

  /** What to do, once the server has said it. */
  CompletableFuture<WorkerAssignment> assignment() {
    return assignment;
  }

  /** Takes every step; the server hears of them every few seconds. */
  StepTimes stepTimes() {
    return stepTimes;
  }

  boolean stopRequested() {
    return stop.get() != StopReason.NOBODY;
  }

  StopReason stopReason() {
    return stop.get();
  }

  /** The first reason counts. */
  void requestStop(StopReason reason) {
    stop.compareAndSet(StopReason.NOBODY, reason);
  }

  /** Waits only when a very long outage has filled the outbox. */
  void send(RunEvent event) {
    if (event instanceof RunEvent.StepMetrics metrics) {
      step.set(metrics.step());
    }
    outbox.add(seq -> WorkerMessages.message(seq, Instant.now(), event));
    line.execute(this::flush);
  }

  /**
   * The worker's last word; waits until it is on the server's disk.
   *
   * @return false when the server did not take it in time; it is in the spool then
   */
  boolean finish(WorkerOutcome outcome, String message) throws InterruptedException {
    line.execute(this::sayAlive); // the last steps
    outbox.add(
        seq ->
            WorkerEvent.newBuilder()
                .setWorkerSeq(seq)
                .setTime(TimeMessages.timestamp(Instant.now()))
                .setFinished(WorkerFinished.newBuilder().setOutcome(outcome).setMessage(message))
                .build());
    line.execute(this::flush);
    boolean alone = stop.get() == StopReason.NO_SERVER;
    boolean heard = outbox.awaitEmpty(alone ? LAST_TRY : first.patience());
    if (!heard) {
      line.execute(spool::force);
    }
    return heard;
  }

  private void connect() {
    if (closed) {
      return;
    }
    try {
      var address = ServerAddress.read(runDirectory);
      endWhereReplaced(address, launch);
      connection = new Connection(address, this::onResponse, this::onLost);
      connection.send(
          AttachRequest.newBuilder()
              .setHello(
                  WorkerHello.newBuilder()
                      .setRunId(address.runId())
                      .setAttempt(address.attempt())
                      .setPid(ProcessHandle.current().pid())
                      .setReattached(assignment.isDone()))
              .build());
    } catch (IOException e) {
      log.warn("cannot read how to find the server: {}", e.getMessage());
      line.schedule(this::connect, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void endWhereReplaced(ServerAddress address, String launch) {
    if (!address.launch().equals(launch)) {
      log.warn("another worker was launched for attempt {}: ending", address.attempt());
      Runtime.getRuntime().halt(WorkerMain.TAKEN_OVER);
    }
  }

  private void onResponse(Connection from, AttachResponse response) {
    line.execute(() -> handle(from, response));
  }

  private void handle(Connection from, AttachResponse response) {
    if (from != connection) {
      return; // a line that was given up
    }
    switch (response.getItemCase()) {
      case ASSIGNMENT -> assignment.complete(response.getAssignment());
      case ACK -> {
        outbox.acknowledge(response.getAck().getWorkerSeq());
        connection.ready(response.getAck().getWorkerSeq());
        spool.acknowledged(response.getAck().getWorkerSeq());
        flush();
      }
      case STOP -> requestStop(StopReason.SERVER);
      case ITEM_NOT_SET -> log.warn("the server said something this version does not know");
    }
  }

  private void flush() {
    if (connection != null && connection.isReady()) {
      for (var event : outbox.after(connection.lastSent())) {
        connection.send(event);
      }
    } else if (spool.isOpen()) {
      spool.add(outbox.after(spool.lastSeq()));
    }
  }

  private void onLost(Connection from, Throwable cause) {
    if (closed || line.isShutdown()) {
      return;
    }
    line.execute(
        () -> {
          if (from == connection) {
            lose(cause);
          }
        });
  }

  private void lose(Throwable cause) {
    var code = Status.fromThrowable(cause).getCode();
    if (code == Status.Code.UNAUTHENTICATED || code == Status.Code.NOT_FOUND) {
      log.warn("the server does not want this worker any more ({}): ending", cause.getMessage());
      Runtime.getRuntime().halt(WorkerMain.TAKEN_OVER);
    }
    if (connection.isReady()) {
      lostSinceNanos = System.nanoTime();
      log.warn("lost the server ({}); training goes on", cause.getMessage());
    }
    connection.close();
    spool.open();
    spool.add(outbox.after(spool.lastSeq()));
    if (System.nanoTime() - lostSinceNanos > first.patience().toNanos()) {
      requestStop(StopReason.NO_SERVER);
      assignment.completeExceptionally(
          new IOException("no server for %d s".formatted(first.patience().toSeconds())));
    }
    line.schedule(this::connect, RETRY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sayAlive() {
    if (connection != null && connection.isReady()) {
      connection.send(AttachRequest.newBuilder().setAlive(alive()).build());
    }
  }

  private WorkerAlive alive() {
    var steps = stepTimes.take();
    var memory = ManagementFactory.getMemoryMXBean();
    return WorkerAlive.newBuilder()
        .setStep(step.get())
        .setResidentBytes(ProcessMemory.residentBytes())
        .addAllStepSeconds(Arrays.stream(steps.seconds()).boxed().toList())
        .setStepsLeftOut(steps.leftOut())
        .setDataWaitSeconds(steps.waitSeconds())
        .setHeapUsedBytes(memory.getHeapMemoryUsage().getUsed())
        .setHeapCommittedBytes(memory.getHeapMemoryUsage().getCommitted())
        .setNonHeapCommittedBytes(memory.getNonHeapMemoryUsage().getCommitted())
        .build();
  }

  @Override
  public void close() {
    closed = true;
    line.execute(
        () -> {
          if (connection != null) {
            connection.complete();
          }
          spool.close();
        });
    line.shutdown();
    try {
      if (!line.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("the line to the server did not close in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      var thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
