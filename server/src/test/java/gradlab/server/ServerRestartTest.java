package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StopRunRequest;
import gradlab.v1.StreamMetricsRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process that dies, and the next one on the same directory. */
class ServerRestartTest {
  @TempDir Path state;

  private Path inRun(String run, String file) {
    return state.resolve("runs").resolve(run).resolve(file);
  }

  private void awaitFile(String run, String file) throws Exception {
    Await.until(file, TestServer.LIMIT, () -> Files.exists(inRun(run, file)));
  }

  @Test
  void killedServerLosesNothingAndItsWorkersAttachAgain() throws Exception {
    String run;
    String waiting;
    String dead;
    var before = new ArrayList<RunEvent>();
    long deadPid;
    try (var server = new ServerProcess(state, "--slots", "2");
        var client = server.client()) {
      run = client.start("steps=20", "hold=15").getRunId();
      dead = client.start("steps=20", "hold=5").getRunId();
      waiting = client.start("steps=3").getRunId();
      awaitFile(run, "holding");
      awaitFile(dead, "holding");
      assertThat(client.get(waiting).getState()).isEqualTo(RunState.RUN_STATE_QUEUED);
      assertThat(client.get(waiting).getQueuePosition()).isEqualTo(1);
      Await.until("step 14", TestServer.LIMIT, () -> client.get(run).getLastStep().getStep() == 14);
      Await.until("pid", TestServer.LIMIT, () -> client.get(dead).hasProvenance());
      deadPid = client.get(dead).getProvenance().getWorkerPid();
      long lastSeq = client.get(run).getLastSeq();
      var stream =
          client.training().streamMetrics(StreamMetricsRequest.newBuilder().setRunId(run).build());
      while (before.size() < lastSeq) {
        var item = stream.next();
        if (item.hasEvent()) {
          before.add(item.getEvent());
        }
      }
      server.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS); // kill -9
    }
    ProcessHandle.of(deadPid).orElseThrow().destroyForcibly();
    Files.writeString(inRun(run, "go"), ""); // it trains on while there is no server

    try (var server = new ServerProcess(state, "--slots", "2");
        var client = server.client()) {
      var failed = client.await(dead, RunState.RUN_STATE_FAILED);
      assertThat(failed.getStateReason()).startsWith("the worker ended while the server was down");
      client.await(waiting, RunState.RUN_STATE_COMPLETED);
      client.await(run, RunState.RUN_STATE_COMPLETED);
      var after = client.follow(run, 1);
      assertThat(after.subList(0, before.size())).isEqualTo(before);
      assertThat(after).extracting(RunEvent::getSeq).doesNotHaveDuplicates().isSorted();
      assertThat(after.get(after.size() - 1).getSeq()).isEqualTo(after.size());
      var steps = after.stream().filter(RunEvent::hasStep).map(e -> e.getStep().getStep()).toList();
      assertThat(steps).hasSize(20).isSorted().doesNotHaveDuplicates();
      assertThat(
              after.stream()
                  .filter(RunEvent::hasStateChanged)
                  .map(e -> e.getStateChanged().getState()))
          .endsWith(
              RunState.RUN_STATE_LOST, RunState.RUN_STATE_RUNNING, RunState.RUN_STATE_COMPLETED);
      assertThat(client.get(run).getAttempt()).isEqualTo(1);
    }
  }

  @Test
  void aSignalStopsTheWorkersWithACheckpointAndKeepsTheQueue() throws Exception {
    String run;
    String waiting;
    try (var server = new ServerProcess(state);
        var client = server.client()) {
      run = client.start("steps=20", "hold=15").getRunId();
      waiting = client.start("steps=3").getRunId();
      awaitFile(run, "holding");
      var page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + server.metricsPort + "/metrics"))
                      .timeout(Duration.ofSeconds(10))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(page.body())
          .contains("jvm_memory_used_bytes")
          .contains("gradlab_runs{state=\"queued\"} 1.0")
          .contains("gradlab_streams_open 0.0")
          .contains("gradlab_log_append_seconds_count");
      terminate(server);
    }
    try (var server = new ServerProcess(state);
        var client = server.client()) {
      client.await(waiting, RunState.RUN_STATE_COMPLETED);
      // interrupted, so it goes on by itself
      client.await(run, RunState.RUN_STATE_COMPLETED);
      assertThat(states(client.follow(run, 1)))
          .containsExactly(
              "QUEUED USER",
              "STARTING SLOT",
              "RUNNING WORKER",
              "STOPPING SERVER",
              "PREEMPTED SERVER",
              "QUEUED SERVER",
              "STARTING SLOT",
              "RUNNING WORKER",
              "COMPLETED WORKER");
    }
  }

  /** SIGTERM: it ends by itself, with 0. */
  private static void terminate(ServerProcess server) throws Exception {
    server.process.destroy();
    assertThat(server.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.process.exitValue()).isZero();
  }

  private static List<String> states(List<RunEvent> events) {
    return events.stream()
        .filter(RunEvent::hasStateChanged)
        .map(RunEvent::getStateChanged)
        .map(c -> c.getState().name().substring(10) + " " + c.getCause().name().substring(6))
        .toList();
  }

  @Test
  void workersThatAreKeptTrainOnAndAreTakenUp() throws Exception {
    String run;
    try (var server = new ServerProcess(state, "--keep-workers");
        var client = server.client()) {
      run = client.start("steps=20", "hold=15").getRunId();
      awaitFile(run, "holding");
      terminate(server);
    }
    Files.writeString(inRun(run, "go"), "");
    try (var server = new ServerProcess(state);
        var client = server.client()) {
      client.await(run, RunState.RUN_STATE_COMPLETED);
      assertThat(states(client.follow(run, 1)))
          .containsExactly(
              "QUEUED USER",
              "STARTING SLOT",
              "RUNNING WORKER",
              "LOST SERVER",
              "RUNNING WORKER",
              "COMPLETED WORKER");
      assertThat(client.get(run).getAttempt()).isEqualTo(1);
    }
  }

  @Test
  void aStopThatTheKilledServerSentIsNotForgotten() throws Exception {
    String run;
    try (var server = new ServerProcess(state);
        var client = server.client()) {
      run = client.start("steps=20", "hold=5", "deaf=1").getRunId();
      awaitFile(run, "holding");
      client.training().stopRun(StopRunRequest.newBuilder().setRunId(run).build());
      assertThat(client.get(run).getState()).isEqualTo(RunState.RUN_STATE_STOPPING);
      server.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    Files.writeString(inRun(run, "go"), "");
    try (var server = new ServerProcess(state);
        var client = server.client()) {
      client.await(run, RunState.RUN_STATE_COMPLETED); // it is deaf, so it trains to its end
      var events = client.follow(run, 1);
      assertThat(
              events.stream()
                  .filter(RunEvent::hasStateChanged)
                  .map(e -> e.getStateChanged().getState())
                  .filter(RunState.RUN_STATE_STOPPING::equals))
          .hasSizeBetween(1, 2);
    }
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsRefused() throws Exception {
    try (var server = new ServerProcess(state)) {
      var second = ServerProcess.launch(state);
      assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(8);
      assertThat(Files.readString(state.resolve("server.log"))).contains("gradlab server: ");
      assertThat(server.process.isAlive()).isTrue();
    }
  }
}
