package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.v1.DeleteRunRequest;
import gradlab.v1.EvaluateRunRequest;
import gradlab.v1.KillRunRequest;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StopRunRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's life with real worker processes: start to end, and every way it can end early. */
class RunLifeTest {
  @TempDir static Path state;
  private static TestServer server;
  private static TestServer.Client client;

  @BeforeAll
  static void start() {
    server = new TestServer(state, TestServer.RUNS.withSlots(2, 10));
    client = server.client;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Long> steps(List<RunEvent> events) {
    return events.stream().filter(RunEvent::hasStep).map(e -> e.getStep().getStep()).toList();
  }

  private static List<RunState> states(List<RunEvent> events) {
    return events.stream()
        .filter(RunEvent::hasStateChanged)
        .map(e -> e.getStateChanged().getState())
        .toList();
  }

  private static void assertSeqsWithoutGap(List<RunEvent> events, long from) {
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).getSeq()).isEqualTo(from + i);
    }
  }

  private static void assertRefused(Callable<?> call, Status.Code code, String words) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  private static Run resume(String id) {
    return client.training().resumeRun(ResumeRunRequest.newBuilder().setRunId(id).build()).getRun();
  }

  @Test
  void trainsToItsEndAndIsEvaluated() throws Exception {
    var run = client.start("steps=20");
    var events = client.follow(run.getRunId(), 0);
    assertSeqsWithoutGap(events, 1);
    assertThat(states(events))
        .containsExactly(
            RunState.RUN_STATE_QUEUED,
            RunState.RUN_STATE_STARTING,
            RunState.RUN_STATE_RUNNING,
            RunState.RUN_STATE_COMPLETED);
    assertThat(steps(events)).hasSize(20).isSorted().doesNotHaveDuplicates();
    assertThat(client.follow(run.getRunId(), 7)).isEqualTo(events.subList(6, events.size()));

    var evaluating =
        client
            .training()
            .evaluateRun(EvaluateRunRequest.newBuilder().setRunId(run.getRunId()).build())
            .getRun();
    assertThat(evaluating.getState()).isEqualTo(RunState.RUN_STATE_QUEUED);
    var done = client.await(run.getRunId(), RunState.RUN_STATE_COMPLETED);
    assertThat(done.getTest().getTestAcc()).isEqualTo(0.07);
    assertThat(done.getStateReason()).isEqualTo("all epochs are trained");
    assertThat(
            Files.readString(
                server.directory(run.getRunId()).resolve("result_outputs/summary.csv")))
        .contains("val_acc");
    assertRefused(
        () -> resume(run.getRunId()), Status.Code.FAILED_PRECONDITION, "nothing left to train");
  }

  @Test
  void aKilledWorkerIsAFailedRunAndOthersGoOn() throws Exception {
    var other = client.start("steps=20", "hold=15");
    server.awaitHolding(other.getRunId());
    var followed = CompletableFuture.supplyAsync(() -> client.follow(other.getRunId(), 1));

    var run = client.start("steps=30", "hold=13");
    server.awaitHolding(run.getRunId());
    Await.until("provenance", TestServer.LIMIT, () -> client.get(run.getRunId()).hasProvenance());
    long pid = client.get(run.getRunId()).getProvenance().getWorkerPid();
    var killed = Instant.now();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    var failed = client.await(run.getRunId(), RunState.RUN_STATE_FAILED);
    assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(failed.getStateReason())
        .isEqualTo("the worker ended by SIGKILL (exit code 137) in epoch 1, step 12");

    server.go(other.getRunId());
    assertThat(steps(followed.get())).hasSize(20);

    var queued = resume(run.getRunId());
    assertThat(queued.getStateReason()).contains("checkpoint after epoch 0");
    client.await(run.getRunId(), RunState.RUN_STATE_COMPLETED);
    var events = client.follow(run.getRunId(), 1);
    assertSeqsWithoutGap(events, 1);
    assertThat(events.stream().filter(RunEvent::hasRewound).map(e -> e.getRewound().getToStep()))
        .containsExactly(10L);
    assertThat(steps(events)).contains(11L, 12L, 30L).hasSize(12 + 20);
    assertThat(client.get(run.getRunId()).getAttempt()).isEqualTo(2);
  }

  @Test
  void aWorkerThatGivesUpTellsWhyByItsLastOutput() throws Exception {
    var run = client.start("steps=5", "exit=2");
    var failed = client.await(run.getRunId(), RunState.RUN_STATE_FAILED);
    assertThat(failed.getStateReason())
        .contains("with exit code 3 in epoch 0, step 1")
        .endsWith("last output: boom: out of native memory");
  }

  @Test
  void stopsWithACheckpointAndGoesOnLater() throws Exception {
    var run = client.start("steps=20", "hold=12");
    server.awaitHolding(run.getRunId());
    var stop = StopRunRequest.newBuilder().setRunId(run.getRunId()).build();
    var stopping = client.training().stopRun(stop).getRun().getState();
    assertThat(stopping).isIn(RunState.RUN_STATE_STOPPING, RunState.RUN_STATE_STOPPED);
    client.await(run.getRunId(), RunState.RUN_STATE_STOPPED);
    assertRefused(
        () -> client.training().stopRun(stop), Status.Code.FAILED_PRECONDITION, "nothing to stop");
    resume(run.getRunId());
    assertThat(states(client.follow(run.getRunId(), 1))).endsWith(RunState.RUN_STATE_COMPLETED);
  }

  @Test
  void killsAtOnceAndDeletes() throws Exception {
    var run = client.start("steps=20", "hold=5");
    server.awaitHolding(run.getRunId());
    var delete = DeleteRunRequest.newBuilder().setRunId(run.getRunId()).build();
    assertRefused(
        () -> client.training().deleteRun(delete), Status.Code.FAILED_PRECONDITION, "RUNNING");
    var killed =
        client
            .training()
            .killRun(KillRunRequest.newBuilder().setRunId(run.getRunId()).build())
            .getRun();
    assertThat(killed.getState()).isEqualTo(RunState.RUN_STATE_KILLED);
    assertThat(killed.getStateReason()).isEqualTo("killed by request");
    assertRefused(
        () ->
            client
                .training()
                .evaluateRun(EvaluateRunRequest.newBuilder().setRunId(run.getRunId()).build()),
        Status.Code.FAILED_PRECONDITION,
        "no checkpoint");
    assertThat(client.training().deleteRun(delete).isInitialized()).isTrue();
    assertRefused(() -> client.get(run.getRunId()), Status.Code.NOT_FOUND, run.getRunId());
    assertThat(server.directory(run.getRunId())).doesNotExist();
  }

  @Test
  void oneRequestIdStartsOneRunHoweverOftenItIsSent() throws Exception {
    var request = TestServer.Client.request("steps=1").toBuilder().setRequestId("once").build();
    var pool = Executors.newFixedThreadPool(8);
    try {
      var call = (Callable<String>) () -> client.training().startRun(request).getRun().getRunId();
      var ids = pool.invokeAll(java.util.Collections.nCopies(16, call));
      var distinct = new java.util.HashSet<String>();
      for (var id : ids) {
        distinct.add(id.get());
      }
      assertThat(distinct).hasSize(1);
      client.await(distinct.iterator().next(), RunState.RUN_STATE_COMPLETED);
      var other = request.toBuilder();
      other.getConfigBuilder().setName("another");
      assertRefused(
          () -> client.training().startRun(other.build()),
          Status.Code.INVALID_ARGUMENT,
          "request_id");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void listsInPages() throws Exception {
    var first = client.start("steps=1");
    var second = client.start("steps=1");
    var page = client.training().listRuns(ListRunsRequest.newBuilder().setPageSize(1).build());
    assertThat(page.getRunsList()).hasSize(1);
    assertThat(page.getNextPageToken()).isNotEmpty();
    var all = client.training().listRuns(ListRunsRequest.getDefaultInstance());
    assertThat(all.getRunsList())
        .extracting(Run::getRunId)
        .contains(first.getRunId(), second.getRunId());
    assertThat(all.getNextPageToken()).isEmpty();
    assertRefused(
        () -> client.training().listRuns(ListRunsRequest.newBuilder().setPageSize(-1).build()),
        Status.Code.INVALID_ARGUMENT,
        "page_size");
    client.await(first.getRunId(), RunState.RUN_STATE_COMPLETED);
    client.await(second.getRunId(), RunState.RUN_STATE_COMPLETED);
  }
}
