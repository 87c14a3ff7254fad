package gradlab.server;

import gradlab.domain.ClassPrior;
import gradlab.domain.GradientFlow;
import gradlab.domain.LayerActivation;
import gradlab.domain.LayerGradient;
import gradlab.domain.Provenance;
import gradlab.domain.RunEvent;
import gradlab.domain.Sha256;
import gradlab.runs.ConnectionFile;
import gradlab.v1.AttachRequest;
import gradlab.v1.AttachResponse;
import gradlab.v1.WorkKind;
import gradlab.v1.WorkerAlive;
import gradlab.v1.WorkerAssignment;
import gradlab.v1.WorkerEvent;
import gradlab.v1.WorkerFinished;
import gradlab.v1.WorkerHello;
import gradlab.v1.WorkerOutcome;
import gradlab.v1.WorkerServiceGrpc;
import gradlab.wire.WorkerMessages;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker process that trains nothing but speaks the protocol. It does what the run's tags say:
 *
 * <ul>
 *   <li>steps=N: reports N steps; every tenth ends an epoch with a checkpoint
 *   <li>hold=N: before step N it waits for a file "go" in the run's directory, or, unless deaf, a
 *       stop
 *   <li>exit=N: before step N it prints "boom" and exits with code 3
 *   <li>hold.always=1: it holds in every attempt, not only in the first
 *   <li>best=E: epoch E has the best validation accuracy, else it is always the newest
 *   <li>deaf=1: it does not end when told to stop
 *   <li>pace=N: it takes N milliseconds for a step, and its loss tells attempt and step
 * </ul>
 *
 * After a lost connection it sends every event again, so that duplicates would show.
 */
final class FakeWorker {
  static final int STEPS_PER_EPOCH = 10;
  private static final long LONGEST_SECONDS = 50; // never outlives its test for long

  private final Path directory;
  private final LinkedBlockingQueue<String> signals = new LinkedBlockingQueue<>(1_000);
  private final CompletableFuture<WorkerAssignment> assignment = new CompletableFuture<>();
  private final List<WorkerEvent> sent = new ArrayList<>();
  private final CompletableFuture<Void> allAcknowledged = new CompletableFuture<>();
  private final int attempt;
  private StreamObserver<AttachRequest> stream;
  private ManagedChannel channel;
  private volatile FromServer current;
  private volatile long finishedSeq = Long.MAX_VALUE;
  private volatile long acknowledged;
  private volatile boolean stopped;
  private int bestEpoch;

  private FakeWorker(Path directory) throws Exception {
    this.directory = directory;
    this.attempt = ConnectionFile.read(directory).orElseThrow().attempt();
  }

  public static void main(String[] args) throws Exception {
    var watchdog =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(LONGEST_SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(99);
            });
    watchdog.setDaemon(true);
    watchdog.start();
    var directory = Path.of(args[0]);
    if (!ConnectionFile.read(directory).orElseThrow().launch().equals(args[1])) {
      System.exit(4); // another was launched in its place
    }
    new FakeWorker(directory).work();
    System.exit(0);
  }

  private void work() throws Exception {
    attach(false);
    startSayingAlive();
    var todo = assignment.get(20, TimeUnit.SECONDS);
    Map<String, String> tags = todo.getConfig().getTagsMap();
    if (todo.getKind() == WorkKind.WORK_KIND_EVALUATE) {
      report(new RunEvent.TestEvaluated(0, 4.2, 0.07));
      finish(WorkerOutcome.WORKER_OUTCOME_COMPLETED, "evaluated");
      return;
    }
    train(todo, tags);
  }

  private void startSayingAlive() {
    var timer = Executors.newSingleThreadScheduledExecutor(FakeWorker::daemon);
    timer.scheduleAtFixedRate(this::sayAlive, 500, 500, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "alive");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void sayAlive() {
    try {
      stream.onNext(AttachRequest.newBuilder().setAlive(WorkerAlive.getDefaultInstance()).build());
    } catch (RuntimeException e) {
      signals.offer("broken");
    }
  }

  private void train(WorkerAssignment todo, Map<String, String> tags) throws Exception {
    int steps = Integer.parseInt(tags.getOrDefault("steps", "20"));
    int hold = Integer.parseInt(tags.getOrDefault("hold", "0"));
    int exit = Integer.parseInt(tags.getOrDefault("exit", "0"));
    int pace = Integer.parseInt(tags.getOrDefault("pace", "0"));
    int done = stepsIn(todo.getCheckpoint());
    report(new RunEvent.AttemptStarted(attempt, provenance(todo), done));
    for (int step = done + 1; step <= steps; step++) {
      if (step == exit && attempt == 1) {
        awaitAcknowledged();
        System.out.println("boom: out of native memory");
        System.exit(3);
      }
      if (step == hold && (attempt == 1 || tags.containsKey("hold.always"))) {
        hold(tags.containsKey("deaf"));
      }
      if (stopped && !tags.containsKey("deaf")) {
        int last = step - 1;
        saveCheckpoint(
            RunEvent.CheckpointSaved.stepName(last), Math.max(0, last - 1) / STEPS_PER_EPOCH, last);
        finish(WorkerOutcome.WORKER_OUTCOME_STOPPED, "stopped after step " + last);
        return;
      }
      if (pace > 0) {
        onSignal(signals.poll(pace, TimeUnit.MILLISECONDS));
      }
      int epoch = (step - 1) / STEPS_PER_EPOCH;
      double loss = pace > 0 ? pacedLoss(attempt, step) : 4.6;
      report(
          new RunEvent.StepMetrics(
              epoch, step, (step - 1) % 10 + 1, 10, loss, 0.01, 1e-3, 5, 100, 0));
      if (step % STEPS_PER_EPOCH == 0) {
        bestEpoch = Math.min(epoch, Integer.parseInt(tags.getOrDefault("best", "9999")));
        endEpoch(epoch, step);
      }
    }
    finish(WorkerOutcome.WORKER_OUTCOME_COMPLETED, "all epochs are trained");
  }

  /** The loss of a step with pace=N. */
  private static double pacedLoss(int attempt, long step) {
    return attempt + 1.0 / step;
  }

  private void endEpoch(int epoch, int step) throws IOException {
    report(new RunEvent.GradientsSampled(flow(epoch, step)));
    report(
        new RunEvent.EpochMetrics(
            epoch,
            step,
            4.6,
            0.01,
            4.5,
            0.02,
            1e-3,
            Duration.ofMillis(50),
            100,
            0,
            bestEpoch,
            0.02));
    saveCheckpoint(RunEvent.CheckpointSaved.epochName(epoch), epoch, step);
  }

  /** A small file that says what it is, so that the server finds it whole. */
  private void saveCheckpoint(String name, int epoch, int step) throws IOException {
    var content = ("checkpoint of step " + step).getBytes(StandardCharsets.US_ASCII);
    Files.createDirectories(directory.resolve("checkpoints"));
    Files.write(directory.resolve("checkpoints").resolve(name + ".zip"), content);
    report(
        new RunEvent.CheckpointSaved(
            name, epoch, step, content.length, Sha256.of(content), bestEpoch));
  }

  private int stepsIn(String checkpoint) throws IOException {
    if (checkpoint.isEmpty()) {
      return 0;
    }
    var file = directory.resolve("checkpoints").resolve(checkpoint + ".zip");
    return Integer.parseInt(Files.readString(file).replaceAll("\\D", ""));
  }

  static GradientFlow flow(int epoch, int step) {
    return new GradientFlow(
        epoch,
        step,
        true,
        List.of(
            new LayerGradient("input_conv_conv_0", 1, 1, 1, 0, 0.1, 864),
            new LayerGradient("reduction_block_0_conv_0", 1e-9, 1, 1, 0, 0.1, 9216),
            new LayerGradient("reduction_block_2_conv_1", 1e-2, 1, 1, 0, 0.1, 9216)),
        // The first epoch is as in the log of a version that did not record them.
        epoch == 0 ? List.of() : activations());
  }

  private static List<LayerActivation> activations() {
    return List.of(
        new LayerActivation("input_conv_bn_0", 0.7, 5, 0.8, OptionalDouble.of(0), 32_768),
        new LayerActivation("logit_linear_layer", 0.25, 1, 0.5, OptionalDouble.empty(), 100));
  }

  private void awaitAcknowledged() throws Exception {
    while (acknowledged < sent.size()) {
      onSignal(signals.poll(10, TimeUnit.MILLISECONDS));
    }
  }

  /** Waits for the file "go" or a stop; says that it waits, once all it sent is on record. */
  private void hold(boolean deaf) throws Exception {
    awaitAcknowledged();
    Files.writeString(directory.resolve("holding"), "");
    while (!Files.exists(directory.resolve("go")) && (deaf || !stopped)) {
      onSignal(signals.poll(10, TimeUnit.MILLISECONDS));
    }
  }

  private void onSignal(String signal) throws Exception {
    if (signal == null) {
      return;
    }
    if (signal.equals("broken")) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)); // the server may be down
      attach(true);
    }
  }

  private synchronized void report(RunEvent event) {
    add(WorkerMessages.message(sent.size() + 1, Instant.now(), event));
  }

  private synchronized void add(WorkerEvent event) {
    sent.add(event);
    try {
      stream.onNext(AttachRequest.newBuilder().setEvent(event).build());
    } catch (RuntimeException e) {
      signals.offer("broken"); // it is kept, and sent again
    }
  }

  private void finish(WorkerOutcome outcome, String message) throws Exception {
    synchronized (this) {
      finishedSeq = sent.size() + 1;
      add(
          WorkerEvent.newBuilder()
              .setWorkerSeq(finishedSeq)
              .setTime(gradlab.wire.TimeMessages.timestamp(Instant.now()))
              .setFinished(WorkerFinished.newBuilder().setOutcome(outcome).setMessage(message))
              .build());
    }
    while (!allAcknowledged.isDone()) {
      onSignal(signals.poll(10, TimeUnit.MILLISECONDS));
    }
  }

  private void attach(boolean again) throws Exception {
    var file = ConnectionFile.read(directory).orElseThrow();
    String[] address = file.endpoint().split(":", 2);
    var fromServer = new FromServer();
    current = fromServer;
    if (channel != null) {
      channel.shutdownNow();
    }
    channel =
        NettyChannelBuilder.forAddress(address[0], Integer.parseInt(address[1]))
            .usePlaintext()
            .build();
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + file.token());
    var stub =
        WorkerServiceGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    synchronized (this) {
      stream = stub.attach(fromServer);
      stream.onNext(
          AttachRequest.newBuilder()
              .setHello(
                  WorkerHello.newBuilder()
                      .setRunId(file.runId().value())
                      .setAttempt(attempt)
                      .setPid(ProcessHandle.current().pid())
                      .setReattached(again))
              .build());
      for (var event : sent) {
        stream.onNext(AttachRequest.newBuilder().setEvent(event).build());
      }
    }
  }

  private static Provenance provenance(WorkerAssignment todo) {
    return new Provenance(
        "0",
        "17",
        "linux",
        "amd64",
        "fake",
        1,
        "cpu",
        "nd4j",
        "0",
        todo.getDataSource(),
        "",
        1,
        1,
        1,
        ProcessHandle.current().pid(),
        Optional.of(new ClassPrior(4.605, 4.607)));
  }

  private final class FromServer implements StreamObserver<AttachResponse> {
    @Override
    public void onNext(AttachResponse message) {
      if (message.hasAssignment()) {
        assignment.complete(message.getAssignment());
      } else if (message.hasStop()) {
        stopped = true;
      } else if (message.hasAck()) {
        acknowledged = message.getAck().getWorkerSeq();
        if (acknowledged >= finishedSeq) {
          allAcknowledged.complete(null);
        }
      }
    }

    @Override
    public void onError(Throwable broken) {
      if (current != this) {
        return; // a connection that was given up
      }
      var code = Status.fromThrowable(broken).getCode();
      if (code == Status.Code.UNAUTHENTICATED || code == Status.Code.NOT_FOUND) {
        System.exit(4); // no longer wanted
      }
      signals.offer("broken");
    }

    @Override
    public void onCompleted() {
      // after the last acknowledgement
    }
  }
}
