package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.v1.Cause;
import gradlab.v1.Checkpoint;
import gradlab.v1.ForkRunRequest;
import gradlab.v1.PauseRunRequest;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StopRunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pause, priority, restart after a crash, damaged and superfluous checkpoints, going back, fork.
 */
class RunControlTest {
  @TempDir Path state;
  private TestServer server;
  private TestServer.Client client;

  @BeforeEach
  void start() {
    server = new TestServer(state, TestServer.RUNS.withSlots(1, 10));
    client = server.client;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run start(StartRunRequest.Builder request) {
    return client.training().startRun(request.build()).getRun();
  }

  private static StartRunRequest.Builder request(String... script) {
    return TestServer.Client.request(script).toBuilder();
  }

  private static StartRunRequest.Builder keepingAll(String... script) {
    var request = request(script);
    request.getConfigBuilder().getPolicyBuilder().setKeepEveryEpochs(1);
    return request;
  }

  private void pause(String run) {
    var answer =
        client.training().pauseRun(PauseRunRequest.newBuilder().setRunId(run).build()).getRun();
    assertThat(answer.getState()).isIn(RunState.RUN_STATE_PAUSING, RunState.RUN_STATE_PAUSED);
  }

  private Run resume(ResumeRunRequest.Builder request) {
    return client.training().resumeRun(request.build()).getRun();
  }

  private void killWorker(String run) throws Exception {
    Await.until("provenance", TestServer.LIMIT, () -> client.get(run).hasProvenance());
    int attempt = client.get(run).getAttempt();
    ProcessHandle.of(client.get(run).getProvenance().getWorkerPid())
        .orElseThrow()
        .destroyForcibly();
    Await.until(
        "the death is on record",
        TestServer.LIMIT,
        () ->
            client.get(run).getAttempt() > attempt
                || client.get(run).getState() != RunState.RUN_STATE_RUNNING);
  }

  private List<String> states(String run) {
    return client.follow(run, 1).stream()
        .filter(RunEvent::hasStateChanged)
        .map(RunEvent::getStateChanged)
        .map(c -> name(c.getState().name()) + " " + name(c.getCause().name()))
        .toList();
  }

  private static String name(String constant) {
    return constant.replaceFirst("^(RUN_STATE|CAUSE)_", "");
  }

  private List<String> files(String run) throws Exception {
    try (Stream<Path> files = Files.list(server.directory(run).resolve("checkpoints"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aPausedRunGivesItsSlotAwayAndGoesOn() throws Exception {
    var first = client.start("steps=20", "hold=12").getRunId();
    server.awaitHolding(first);
    var second = client.start("steps=5").getRunId();
    assertThat(client.get(second).getState()).isEqualTo(RunState.RUN_STATE_QUEUED);
    pause(first);
    var paused = client.await(first, RunState.RUN_STATE_PAUSED);
    assertThat(paused.getCause()).isEqualTo(Cause.CAUSE_USER);
    assertThat(paused.getStateReason()).isEqualTo("paused by request");
    client.await(second, RunState.RUN_STATE_COMPLETED);
    assertThatThrownBy(() -> pause(first)).hasMessageContaining("nothing to pause");

    var queued = resume(ResumeRunRequest.newBuilder().setRunId(first));
    assertThat(queued.getStateReason())
        .isEqualTo("resumed from the checkpoint in epoch 1, after step 11");
    client.await(first, RunState.RUN_STATE_COMPLETED);
    assertThat(states(first))
        .containsExactly(
            "QUEUED USER",
            "STARTING SLOT",
            "RUNNING WORKER",
            "PAUSING USER",
            "PAUSED USER",
            "QUEUED USER",
            "STARTING SLOT",
            "RUNNING WORKER",
            "COMPLETED WORKER");
  }

  @Test
  void aPauseCanBecomeAStopAndAQueuedRunPausesAtOnce() throws Exception {
    var deaf = client.start("steps=20", "hold=12", "deaf=1").getRunId();
    server.awaitHolding(deaf);
    var waiting = client.start("steps=5").getRunId();
    pause(waiting);
    assertThat(client.get(waiting).getState()).isEqualTo(RunState.RUN_STATE_PAUSED);
    pause(deaf);
    var stop = StopRunRequest.newBuilder().setRunId(deaf).build();
    assertThat(client.training().stopRun(stop).getRun().getState())
        .isEqualTo(RunState.RUN_STATE_STOPPING);
    assertThatThrownBy(() -> pause(deaf)).hasMessageContaining("is being stopped");
    server.go(deaf);
    client.await(deaf, RunState.RUN_STATE_COMPLETED); // it hears nothing, so it trains to its end
  }

  @Test
  void theHighestPriorityIsNext() throws Exception {
    var working = client.start("steps=20", "hold=2").getRunId();
    server.awaitHolding(working);
    var low = client.start("steps=5").getRunId();
    var high = request("steps=5");
    high.getConfigBuilder().getPolicyBuilder().setPriority(7);
    var urgent = start(high).getRunId();
    assertThat(client.get(urgent).getQueuePosition()).isEqualTo(1);
    assertThat(client.get(low).getQueuePosition()).isEqualTo(2);
    server.go(working);
    client.await(low, RunState.RUN_STATE_COMPLETED);
    assertThat(
            client.get(urgent).getStartTime().getSeconds() * 1_000_000_000L
                + client.get(urgent).getStartTime().getNanos())
        .isLessThan(
            client.get(low).getStartTime().getSeconds() * 1_000_000_000L
                + client.get(low).getStartTime().getNanos());
  }

  @Test
  void goesOnByItselfAfterACrashAsOftenAsItMay() throws Exception {
    var request = request("steps=40", "hold=13", "hold.always=1");
    request.getConfigBuilder().getPolicyBuilder().setMaxRestarts(2);
    var run = start(request).getRunId();
    for (int restart = 1; restart <= 2; restart++) {
      int expected = restart;
      server.awaitHolding(run);
      Files.delete(server.directory(run).resolve("holding"));
      killWorker(run);
      Await.until("restart", TestServer.LIMIT, () -> client.get(run).getRestarts() == expected);
    }
    server.awaitHolding(run);
    killWorker(run);
    var failed = client.await(run, RunState.RUN_STATE_FAILED);
    assertThat(failed.getCause()).isEqualTo(Cause.CAUSE_CRASH);
    assertThat(failed.getStateReason())
        .startsWith("the worker ended by SIGKILL")
        .endsWith("; restarted 2 times already");
    assertThat(states(run).stream().filter("QUEUED CRASH"::equals)).hasSize(2);

    server.go(run);
    resume(ResumeRunRequest.newBuilder().setRunId(run));
    client.await(run, RunState.RUN_STATE_COMPLETED);
    assertThat(client.get(run).getRestarts()).isZero();
    var steps =
        client.follow(run, 1).stream().filter(RunEvent::hasStep).map(e -> e.getStep().getStep());
    assertThat(steps).endsWith(40L);
  }

  @Test
  void aDamagedCheckpointFallsBackToTheOneBeforeWithAMessage() throws Exception {
    var run = start(keepingAll("steps=40", "hold=25")).getRunId();
    server.awaitHolding(run);
    client.training().stopRun(StopRunRequest.newBuilder().setRunId(run).build());
    client.await(run, RunState.RUN_STATE_STOPPED);
    assertThat(files(run)).containsExactly("epoch-0000.zip", "epoch-0001.zip", "step-00000024.zip");
    var newest = server.directory(run).resolve("checkpoints/step-00000024.zip");
    var bytes = Files.readAllBytes(newest);
    bytes[3] ^= 1;
    Files.write(newest, bytes);
    Files.delete(server.directory(run).resolve("checkpoints/epoch-0001.zip"));

    var queued = resume(ResumeRunRequest.newBuilder().setRunId(run));
    assertThat(queued.getStateReason()).isEqualTo("resumed from the checkpoint after epoch 0");
    client.await(run, RunState.RUN_STATE_COMPLETED);
    var events = client.follow(run, 1);
    assertThat(events.stream().filter(RunEvent::hasNote).map(e -> e.getNote().getText()))
        .containsExactly(
            "checkpoint step-00000024 cannot be used (its file's SHA-256 is not that of what was saved): going back to the one before",
            "checkpoint epoch-0001 cannot be used (its file is missing): going back to the one before");
    assertThat(events.stream().filter(RunEvent::hasRewound).map(e -> e.getRewound().getToStep()))
        .containsExactly(10L);
  }

  @Test
  void keepsTheBestTheNewestTwoAndEveryKth() throws Exception {
    var request = request("steps=230", "best=4"); // epoch 4 is and stays the best
    request.getConfigBuilder().getPolicyBuilder().setKeepEveryEpochs(10);
    var run = start(request).getRunId();
    var done = client.await(run, RunState.RUN_STATE_COMPLETED);
    var kept = List.of("epoch-0004", "epoch-0009", "epoch-0019", "epoch-0021", "epoch-0022");
    assertThat(done.getCheckpointsList())
        .extracting(Checkpoint::getName)
        .containsExactlyInAnyOrderElementsOf(kept);
    var expected = kept.stream().map(n -> n + ".zip").toList();
    // the log says so first, then they are deleted
    Await.until("the files are gone", TestServer.LIMIT, () -> files(run).equals(expected));
    assertThat(client.follow(run, 1).stream().filter(RunEvent::hasCheckpointsRemoved)).isNotEmpty();
  }

  @Test
  void goesBackToAnEpochAlsoOfACompletedRun() throws Exception {
    var run = start(keepingAll("steps=30")).getRunId();
    client.await(run, RunState.RUN_STATE_COMPLETED);
    assertThatThrownBy(() -> resume(ResumeRunRequest.newBuilder().setRunId(run).setFromEpoch(7)))
        .hasMessageContaining("no checkpoint of epoch 7")
        .hasMessageContaining("0, 1, 2");
    var queued = resume(ResumeRunRequest.newBuilder().setRunId(run).setFromEpoch(0));
    assertThat(queued.getLastEpoch().getEpoch()).isZero();
    assertThat(queued.getCheckpointsList()).hasSize(1);
    var done = client.await(run, RunState.RUN_STATE_COMPLETED);
    assertThat(done.getLastStep().getStep()).isEqualTo(30);
    assertThat(done.getCheckpointsList()).hasSize(3);
  }

  @Test
  void aForkGoesOnFromItsParentsCheckpointAndSaysWhere() throws Exception {
    var parent = start(keepingAll("steps=30", "best=0")).getRunId();
    client.await(parent, RunState.RUN_STATE_COMPLETED);
    var request = ForkRunRequest.newBuilder().setRunId(parent).setAtEpoch(1).setRequestId("f1");
    request
        .getChangesBuilder()
        .putTags("steps", "50")
        .getTrainingBuilder()
        .setLearningRate(1e-4)
        .setMinLearningRate(1e-5);
    var fork = client.training().forkRun(request.build()).getRun();
    assertThat(client.training().forkRun(request.build()).getRun().getRunId())
        .isEqualTo(fork.getRunId());
    assertThat(fork.getFork().getParentRunId()).isEqualTo(parent);
    assertThat(fork.getFork().getEpoch()).isEqualTo(1);
    assertThat(fork.getFork().getStep()).isEqualTo(20);
    assertThat(fork.getConfig().getTraining().getLearningRate()).isEqualTo(1e-4);
    assertThat(fork.getConfig().getTraining().getBatchSize()).isEqualTo(100);
    assertThat(fork.getConfig().getName()).isEqualTo("VGG_08 plain seed 0 fork");
    client.await(fork.getRunId(), RunState.RUN_STATE_COMPLETED);
    var steps =
        client.follow(fork.getRunId(), 1).stream()
            .filter(RunEvent::hasStep)
            .map(e -> e.getStep().getStep())
            .toList();
    assertThat(steps).startsWith(21L).endsWith(50L).hasSize(30);
    // the best epoch until then is the parent's, so the fork has its checkpoint as well
    assertThat(files(fork.getRunId())).contains("epoch-0000.zip", "epoch-0001.zip");

    client.training().deleteRun(gradlab.v1.DeleteRunRequest.newBuilder().setRunId(parent).build());
    assertThat(files(fork.getRunId())).contains("epoch-0001.zip"); // its own
    assertThat(client.get(fork.getRunId()).getFork().getParentRunId()).isEqualTo(parent);
  }

  @Test
  void aForkCannotChangeWhatTheCheckpointDependsOn() throws Exception {
    var parent = client.start("steps=20").getRunId();
    client.await(parent, RunState.RUN_STATE_COMPLETED);
    var request = ForkRunRequest.newBuilder().setRunId(parent).setAtEpoch(1);
    request.getChangesBuilder().getNetworkBuilder().setFilters(64);
    request.getChangesBuilder().getTrainingBuilder().setOptimizer("sgd").setEpochs(1);
    assertThatThrownBy(() -> client.training().forkRun(request.build()))
        .hasMessageContaining("changes.network: differs")
        .hasMessageContaining("changes.training.optimizer: is 'sgd'")
        .hasMessageContaining("changes.training.epochs: is 1");
  }
}
