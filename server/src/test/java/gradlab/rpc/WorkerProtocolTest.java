package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunState;
import gradlab.domain.TrainingConfig;
import gradlab.store.RunHistory;
import gradlab.v1.AttachRequest;
import gradlab.v1.AttachResponse;
import gradlab.v1.WorkerEvent;
import gradlab.v1.WorkerFinished;
import gradlab.v1.WorkerHello;
import gradlab.v1.WorkerOutcome;
import gradlab.v1.WorkerServiceGrpc;
import gradlab.wire.TimeMessages;
import gradlab.wire.WorkerMessages;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker protocol, message by message. */
class WorkerProtocolTest {
  @TempDir Path state;
  private ServiceHarness harness;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    harness = new ServiceHarness(state);
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(new WorkerServiceImpl(() -> harness.runs))
            .intercept(new WorkerAuth(harness.tokens))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    harness.close();
  }

  private ServiceHarness.PretendedWorker launch() throws Exception {
    harness.runs.start(
        new RunConfig(NetworkConfig.vgg("VGG_08", 0), TrainingConfig.COURSE, "n", Map.of()), "");
    return harness.nextWorker();
  }

  /** A checkpoint's name becomes that of a file. */
  @Test
  void aCheckpointsNameNeverLeavesTheRun() throws Exception {
    var worker = launch();
    for (String name : List.of("../../x", "/etc/passwd", "", "a\0b", "a".repeat(65))) {
      var connection = new Connection("Bearer " + worker.connection().token());
      connection.hello(worker.run().value(), 1, false);
      var event = WorkerEvent.newBuilder().setWorkerSeq(1);
      event.getCheckpointBuilder().setName(name).setStep(1);
      connection.out.onNext(AttachRequest.newBuilder().setEvent(event).build());
      assertThat(connection.error()).as(name).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
    assertThat(harness.runs.view(worker.run()).checkpoints()).isEmpty();
  }

  /** One end of a connection. What the server says lies in a queue. */
  private final class Connection implements StreamObserver<AttachResponse> {
    private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>(1_000);
    private final StreamObserver<AttachRequest> out;

    Connection(String authorization) {
      var headers = new Metadata();
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
      out =
          WorkerServiceGrpc.newStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
              .attach(this);
    }

    void hello(String run, int attempt, boolean again) {
      out.onNext(
          AttachRequest.newBuilder()
              .setHello(
                  WorkerHello.newBuilder()
                      .setRunId(run)
                      .setAttempt(attempt)
                      .setPid(1)
                      .setReattached(again))
              .build());
    }

    void step(long seq) {
      var event = new RunEvent.StepMetrics(0, seq, (int) seq, 100, 4.6, 0, 1e-3, 5, 100, 0);
      out.onNext(
          AttachRequest.newBuilder()
              .setEvent(WorkerMessages.message(seq, Instant.now(), event))
              .build());
    }

    void finished(long seq) {
      out.onNext(
          AttachRequest.newBuilder()
              .setEvent(
                  WorkerEvent.newBuilder()
                      .setWorkerSeq(seq)
                      .setTime(TimeMessages.timestamp(Instant.now()))
                      .setFinished(
                          WorkerFinished.newBuilder()
                              .setOutcome(WorkerOutcome.WORKER_OUTCOME_COMPLETED)
                              .setMessage("done")))
              .build());
    }

    Object next() throws InterruptedException {
      var message = heard.poll(10, TimeUnit.SECONDS);
      assertThat(message).as("the server's next message").isNotNull();
      return message;
    }

    Status.Code error() throws InterruptedException {
      var message = next();
      while (!(message instanceof Status)) {
        message = next();
      }
      return ((Status) message).getCode();
    }

    void awaitAck(long seq) throws InterruptedException {
      while (!(next() instanceof AttachResponse r && r.getAck().getWorkerSeq() == seq)) {
        assertThat(heard.size()).isLessThan(1_000);
      }
    }

    @Override
    public void onNext(AttachResponse message) {
      heard.add(message);
    }

    @Override
    public void onError(Throwable error) {
      heard.add(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
      heard.add("completed");
    }
  }

  private List<Long> recordedSteps(ServiceHarness.PretendedWorker worker) throws Exception {
    return RunHistory.steps(harness.runs.log(worker.run()), any -> true).stream()
        .map(RunEvent.StepMetrics::step)
        .toList();
  }

  @Test
  void withoutTheRunsTokenNobodyGetsIn() throws Exception {
    var worker = launch();
    for (var wrong : List.of("", "Bearer ", "Bearer 00", worker.connection().token())) {
      assertThat(new Connection(wrong).error()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
    var other = new Connection("Bearer " + worker.connection().token());
    other.hello("another-run", 1, false);
    assertThat(other.error()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(harness.runs.view(worker.run()).state()).isEqualTo(RunState.STARTING);
  }

  @Test
  void assignmentFirstThenAcknowledgementsOfWhatIsDurable() throws Exception {
    var worker = launch();
    var connection = new Connection("Bearer " + worker.connection().token());
    connection.hello(worker.run().value(), 1, false);
    assertThat(
            ((AttachResponse) connection.next())
                .getAssignment()
                .getConfig()
                .getNetwork()
                .getNetwork())
        .isEqualTo("VGG_08");
    assertThat(((AttachResponse) connection.next()).getAck().getWorkerSeq()).isZero();
    connection.step(1);
    connection.step(2);
    connection.awaitAck(2);
    assertThat(recordedSteps(worker)).containsExactly(1L, 2L);
    connection.finished(3);
    connection.awaitAck(3);
    assertThat(connection.next()).isEqualTo("completed");
    assertThat(harness.runs.view(worker.run()).state()).isEqualTo(RunState.COMPLETED);
    worker.kill();
  }

  @Test
  void whatIsSentAgainAfterAReconnectIsRecordedOnce() throws Exception {
    var worker = launch();
    var first = new Connection("Bearer " + worker.connection().token());
    first.hello(worker.run().value(), 1, false);
    first.step(1);
    first.step(2);
    first.awaitAck(2);
    first.out.onError(Status.CANCELLED.asRuntimeException());

    var second = new Connection("Bearer " + worker.connection().token());
    second.hello(worker.run().value(), 1, true);
    assertThat(((AttachResponse) second.next()).getAck().getWorkerSeq()).isEqualTo(2);
    for (long seq = 1; seq <= 4; seq++) {
      second.step(seq);
    }
    second.awaitAck(4);
    assertThat(recordedSteps(worker)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aGapIsRefusedAndTheWorkerMaySendAgain() throws Exception {
    var worker = launch();
    var first = new Connection("Bearer " + worker.connection().token());
    first.hello(worker.run().value(), 1, false);
    first.step(1);
    first.awaitAck(1);
    first.step(3);
    assertThat(first.error()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    var second = new Connection("Bearer " + worker.connection().token());
    second.hello(worker.run().value(), 1, true);
    second.step(2);
    second.step(3);
    second.awaitAck(3);
    assertThat(recordedSteps(worker)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aWorkerOfAnotherAttemptIsSentAway() throws Exception {
    var worker = launch();
    var connection = new Connection("Bearer " + worker.connection().token());
    connection.hello(worker.run().value(), 2, true);
    assertThat(connection.error()).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void nonsenseEndsTheConnectionNotTheRun() throws Exception {
    var worker = launch();
    var connection = new Connection("Bearer " + worker.connection().token());
    connection.step(1); // before hello
    assertThat(connection.error()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    var next = new Connection("Bearer " + worker.connection().token());
    next.hello(worker.run().value(), 1, false);
    next.step(1);
    next.awaitAck(1);
    assertThat(harness.runs.view(worker.run()).state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void stopReachesAWorkerThatAttachesLater() throws Exception {
    var worker = launch();
    harness.runs.stop(worker.run());
    var connection = new Connection("Bearer " + worker.connection().token());
    connection.hello(worker.run().value(), 1, false);
    assertThat(((AttachResponse) connection.next()).hasAssignment()).isTrue();
    assertThat(((AttachResponse) connection.next()).hasAck()).isTrue();
    assertThat(((AttachResponse) connection.next()).hasStop()).isTrue();
    assertThat(harness.runs.view(worker.run()).state()).isEqualTo(RunState.STOPPING);
  }
}
