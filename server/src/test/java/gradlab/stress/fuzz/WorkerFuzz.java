package gradlab.stress.fuzz;

import gradlab.runs.ConnectionFile;
import gradlab.stress.fuzz.Exchange.Ending;
import gradlab.v1.AttachRequest;
import gradlab.v1.KillRunRequest;
import gradlab.v1.StartRunRequest;
import gradlab.v1.TrainingServiceGrpc.TrainingServiceBlockingStub;
import gradlab.v1.WorkerEvent;
import gradlab.v1.WorkerHello;
import gradlab.v1.WorkerServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A worker that says random things, with a run's own token and without. What it says with the token
 * goes on record, so the other calls meet a run with any figures.
 */
final class WorkerFuzz implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Path runs;
  private final Supplier<TrainingServiceBlockingStub> api;
  private final ApiMethod attach;
  private final SplittableRandom random;
  private final Words words;
  private final long seed;
  private Optional<ConnectionFile> held = Optional.empty();
  private Optional<ManagedChannel> channel = Optional.empty();
  private long workerSeq;
  private int accepted;
  private int connections;

  WorkerFuzz(Path state, Supplier<TrainingServiceBlockingStub> api, Words words, long seed) {
    this.runs = state.resolve("runs");
    this.api = api;
    this.words = words;
    this.seed = seed;
    this.random = new SplittableRandom(seed + 1);
    var service = WorkerServiceGrpc.getServiceDescriptor();
    var file = (ProtoFileDescriptorSupplier) service.getSchemaDescriptor();
    this.attach =
        ApiMethod.of(
            service.getName(),
            file.getFileDescriptor().findServiceByName("WorkerService").findMethodByName("Attach"));
  }

  /** Connections whose events were taken. */
  int accepted() {
    return accepted;
  }

  /** Says something; AssertionError where the answer breaks a promise. */
  void talk() throws Exception {
    connections++;
    boolean mayEnter = random.nextInt(4) > 0;
    var said = new ArrayList<byte[]>();
    var headers = new Metadata();
    var connection = connection();
    if (mayEnter) {
      headers.put(AUTHORIZATION, "Bearer " + connection.token());
      said.add(hello(connection));
      for (int i = random.nextInt(6); i > 0; i--) {
        said.add(event().toByteArray());
      }
    } else if (random.nextBoolean()) {
      headers.put(AUTHORIZATION, random.nextBoolean() ? "Bearer x" : connection.token());
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      said.add(new RandomMessages(random, words).message(attach.request()).toByteArray());
    }
    var exchange = Exchange.of(channel.orElseThrow(), attach, headers, said, Ending.WHOLE);
    var broken = ErrorRules.broken(attach, exchange);
    if (broken.isPresent()) {
      throw new AssertionError(
          "%s; seed %d, a worker's connection %d".formatted(broken.get(), seed, connections));
    }
    if (mayEnter && !exchange.answers().isEmpty()) {
      accepted++;
      exchange.answers().forEach(this::acknowledged);
    }
  }

  private void acknowledged(byte[] answer) {
    try {
      var message = gradlab.v1.AttachResponse.parseFrom(answer);
      if (message.hasAck()) {
        workerSeq = Math.max(workerSeq, message.getAck().getWorkerSeq());
      }
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] hello(ConnectionFile connection) {
    return AttachRequest.newBuilder()
        .setHello(
            WorkerHello.newBuilder()
                .setRunId(connection.runId().value())
                .setAttempt(connection.attempt())
                .setReattached(true))
        .build()
        .toByteArray();
  }

  /** Any but the last word, with the number that comes next. */
  private AttachRequest event() throws Exception {
    var any = new RandomMessages(random, words).message(WorkerEvent.getDescriptor());
    var event = WorkerEvent.parseFrom(any.toByteString()).toBuilder();
    if (event.hasFinished() || random.nextInt(20) > 0) {
      event.clearFinished().setWorkerSeq(++workerSeq).clearTime();
    }
    return AttachRequest.newBuilder().setEvent(event).build();
  }

  /** That of a run whose worker waits; started where there is none. */
  private ConnectionFile connection() throws Exception {
    if (held.isPresent() && lives(held.get())) {
      return held.get();
    }
    channel.ifPresent(ManagedChannel::shutdownNow);
    var request = StartRunRequest.newBuilder();
    request.getConfigBuilder().setName("held").getNetworkBuilder().setNetwork("VGG_08");
    request.getConfigBuilder().putTags("steps", "25").putTags("hold", "22");
    String run = api.get().startRun(request.build()).getRun().getRunId();
    words.hearRun(run);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!java.nio.file.Files.exists(runs.resolve(run).resolve("holding"))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the worker of " + run + " does not wait");
      }
      LockSupport.parkNanos(5_000_000);
    }
    var connection = ConnectionFile.read(runs.resolve(run)).orElseThrow();
    held = Optional.of(connection);
    channel =
        Optional.of(NettyChannelBuilder.forTarget(connection.endpoint()).usePlaintext().build());
    workerSeq = 28; // 22 of steps and epochs and their company, or a little more: acks correct it
    return connection;
  }

  private boolean lives(ConnectionFile connection) {
    try {
      var state =
          api.get()
              .getRun(
                  gradlab.v1.GetRunRequest.newBuilder()
                      .setRunId(connection.runId().value())
                      .build())
              .getRun()
              .getState();
      return state == gradlab.v1.RunState.RUN_STATE_RUNNING
          || state == gradlab.v1.RunState.RUN_STATE_STOPPING
          || state == gradlab.v1.RunState.RUN_STATE_LOST;
    } catch (io.grpc.StatusRuntimeException e) {
      return false; // deleted
    }
  }

  /** Ends the run, whose own worker was told nothing since somebody else spoke for it. */
  @Override
  public void close() {
    channel.ifPresent(ManagedChannel::shutdownNow);
    if (held.isPresent() && lives(held.get())) {
      api.get().killRun(KillRunRequest.newBuilder().setRunId(held.get().runId().value()).build());
    }
  }
}
