package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import gradlab.cost.FakeMetadata;
import gradlab.v1.Cause;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.NoteLevel;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StreamMetricsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits, idleness and the machine's end, with real server processes and scripted workers. */
class CostServerTest {
  /** One a second, so that seconds are enough for a test. */
  private static final String PRICE = "--price-per-hour=3600";

  @TempDir Path state;

  private void awaitHolding(String run) throws Exception {
    Path file = state.resolve("runs").resolve(run).resolve("holding");
    Await.until("holding", TestServer.LIMIT, () -> Files.exists(file));
  }

  private static void assertRefused(Callable<?> call, Status.Code code, String... words) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  private static List<String> warnings(List<RunEvent> events) {
    return events.stream()
        .filter(e -> e.getNote().getLevel() == NoteLevel.NOTE_LEVEL_WARNING)
        .map(e -> e.getNote().getText())
        .toList();
  }

  private static List<RunState> states(List<RunEvent> events) {
    return events.stream()
        .filter(RunEvent::hasStateChanged)
        .map(e -> e.getStateChanged().getState())
        .toList();
  }

  private static GetServerInfoResponse info(TestServer.Client client) {
    return client.server().getServerInfo(GetServerInfoRequest.getDefaultInstance());
  }

  private static Duration seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }

  @Test
  void aRunIsWarnedThenStoppedAtItsTimeAndGoesOnWithMore() throws Exception {
    try (var server = new ServerProcess(state);
        var client = server.client()) {
      StartRunRequest.Builder request =
          TestServer.Client.request("steps=20", "hold=15").toBuilder();
      request.getConfigBuilder().getPolicyBuilder().setMaxDuration(seconds(3));
      String run = client.training().startRun(request.build()).getRun().getRunId();
      var stopped = client.await(run, RunState.RUN_STATE_STOPPED);
      assertThat(stopped.getCause()).isEqualTo(Cause.CAUSE_BUDGET);
      assertThat(stopped.getStateReason()).startsWith("its max_duration of 3 s is used up");
      assertThat(stopped.getDeviceTime().getSeconds()).isGreaterThanOrEqualTo(3);
      assertThat(stopped.getUnpricedDeviceTime()).isEqualTo(stopped.getDeviceTime());
      assertThat(stopped.getCheckpointsList()).isNotEmpty();
      var events = client.follow(run, 1);
      assertThat(warnings(events))
          .singleElement()
          .asString()
          .contains("% of max_duration is used", "of 3 s");
      long warned =
          events.stream()
              .filter(RunEvent::hasNote)
              .mapToLong(RunEvent::getSeq)
              .findFirst()
              .orElse(0);
      long told =
          events.stream()
              .filter(e -> e.getStateChanged().getState() == RunState.RUN_STATE_STOPPING)
              .mapToLong(RunEvent::getSeq)
              .findFirst()
              .orElse(0);
      assertThat(warned).isLessThan(told);

      var resume = ResumeRunRequest.newBuilder().setRunId(run);
      assertRefused(
          () -> client.training().resumeRun(resume.build()),
          Status.Code.RESOURCE_EXHAUSTED,
          "max_duration of 3 s is used up",
          "--max-duration");
      assertRefused(
          () -> client.training().resumeRun(resume.setMaxCost(5).build()),
          Status.Code.INVALID_ARGUMENT,
          "--price-per-hour");
      client.training().resumeRun(resume.clearMaxCost().setMaxDuration(seconds(3_000)).build());
      var completed = client.await(run, RunState.RUN_STATE_COMPLETED);
      assertThat(completed.getMaxDuration()).isEqualTo(seconds(3_000));
      assertThat(completed.getConfig().getPolicy().getMaxDuration()).isEqualTo(seconds(3));
      assertThat(info(client).getDeviceTime().getSeconds()).isGreaterThanOrEqualTo(3);
      assertThat(info(client).hasPricePerHour()).isFalse();
    }
  }

  @Test
  void aBudgetHoldsOverServerStarts() throws Exception {
    String run;
    String waiting;
    try (var server = new ServerProcess(state, PRICE, "--budget=4");
        var client = server.client()) {
      run = client.start("steps=20", "hold=15").getRunId();
      waiting = client.start("steps=3").getRunId();
      var stopped = client.await(run, RunState.RUN_STATE_STOPPED);
      assertThat(stopped.getCause()).isEqualTo(Cause.CAUSE_BUDGET);
      assertThat(stopped.getStateReason()).startsWith("the server's budget of 4.00 is used up");
      assertThat(stopped.getCost()).isGreaterThan(3);
      assertThat(warnings(client.follow(run, 1)))
          .singleElement()
          .asString()
          .contains("% of budget is used");
      server.process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }
    double cost;
    try (var server = new ServerProcess(state, PRICE, "--budget=4");
        var client = server.client()) {
      var queued = client.get(waiting);
      assertThat(queued.getState()).isEqualTo(RunState.RUN_STATE_QUEUED);
      assertThat(queued.getQueueHold()).contains("budget of 4.00", "higher --budget");
      assertRefused(
          () -> client.start("steps=1"), Status.Code.RESOURCE_EXHAUSTED, "budget of 4.00");
      cost = info(client).getCost();
      assertThat(cost).isEqualTo(client.get(run).getCost());
      assertThat(info(client).getBudget()).isEqualTo(4);
      assertThat(info(client).getQueueHold()).isNotEmpty();
    }
    try (var server = new ServerProcess(state, "--price-per-hour=7200", "--budget=1000");
        var client = server.client()) {
      var done = client.await(waiting, RunState.RUN_STATE_COMPLETED);
      assertThat(warnings(client.follow(waiting, 1)))
          .singleElement()
          .asString()
          .startsWith("not started: the server's budget of 4.00");
      double hours =
          (done.getDeviceTime().getSeconds() + done.getDeviceTime().getNanos() / 1e9) / 3600;
      assertThat(done.getCost()).isCloseTo(7200 * hours, within(1e-6));
      assertThat(info(client).getCost()).isCloseTo(cost + done.getCost(), within(1e-6));
    }
  }

  @Test
  void anIdleServerRunsItsCommand() throws Exception {
    Path proof = state.resolve("idle");
    try (var server =
            new ServerProcess(
                state, "--idle-shutdown=4s", "--idle-command=echo idle >> '" + proof + "'");
        var client = server.client()) {
      String run = client.start("steps=20", "hold=15").getRunId();
      awaitHolding(run);
      assertThat(info(client).getIdleTime()).isEqualTo(seconds(0));
      assertThat(info(client).hasIdleShutdownIn()).isFalse();
      Files.writeString(state.resolve("runs").resolve(run).resolve("go"), "");
      var end = instant(client.await(run, RunState.RUN_STATE_COMPLETED).getEndTime());
      // GetServerInfo is no activity, so that the countdown can be looked at
      Await.until(
          "result", TestServer.LIMIT, () -> info(client).getIdleCommandResult().contains("exit"));
      assertThat(Files.readAllLines(proof)).containsExactly("idle");
      assertThat(Files.getLastModifiedTime(proof).toInstant()).isAfter(end.plusMillis(3_900));
      assertThat(info(client).getIdleCommandResult())
          .isEqualTo("the idle command ended with exit code 0");
      assertThat(info(client).getIdleShutdown()).isEqualTo(seconds(4));

      client.get(run); // activity: all begins anew
      Await.until("again", TestServer.LIMIT, () -> Files.readAllLines(proof).size() == 2);
    }
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  @Test
  void aPreemptionNoticeInterruptsTheRunsAndTheNextServerGoesOn() throws Exception {
    String run;
    try (var metadata = new FakeMetadata()) {
      var environment = Map.of("GCE_METADATA_HOST", metadata.host());
      try (var server =
              ServerProcess.with(environment, state, "--preemption-notice", "gce", PRICE);
          var client = server.client()) {
        assertThat(info(client).getPreemptionNotice()).isEqualTo("gce");
        run = client.start("steps=20", "hold=15").getRunId();
        awaitHolding(run);
        metadata.set("instance/maintenance-event", "TERMINATE_ON_HOST_MAINTENANCE");
        Await.until(
            "warning of the maintenance",
            TestServer.LIMIT,
            () -> lastNote(client, run).contains("maintenance"));
        metadata.set("instance/preempted", "TRUE");
        assertThat(server.process.waitFor(25, TimeUnit.SECONDS)).isTrue();
        assertThat(server.process.exitValue()).isZero();
      }
    }
    assertGoesOn(run, Cause.CAUSE_PREEMPTION);
  }

  /** Text of the newest event, if it is a note; does not wait for the run's end. */
  private static String lastNote(TestServer.Client client, String run) {
    long last = client.get(run).getLastSeq();
    var stream =
        client
            .training()
            .streamMetrics(
                StreamMetricsRequest.newBuilder().setRunId(run).setFromSeq(last).build());
    while (true) {
      var item = stream.next();
      if (item.hasEvent()) {
        return item.getEvent().getNote().getText();
      }
    }
  }

  @Test
  void sigtermInterruptsTheRunsAndTheNextServerGoesOn() throws Exception {
    String run;
    try (var server = new ServerProcess(state, PRICE);
        var client = server.client()) {
      run = client.start("steps=20", "hold=15").getRunId();
      awaitHolding(run);
      server.process.destroy(); // SIGTERM
      assertThat(server.process.waitFor(25, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process.exitValue()).isZero();
    }
    assertGoesOn(run, Cause.CAUSE_SERVER);
  }

  private void assertGoesOn(String run, Cause cause) throws Exception {
    try (var server = new ServerProcess(state);
        var client = server.client()) {
      var done = client.await(run, RunState.RUN_STATE_COMPLETED);
      var events = client.follow(run, 1);
      assertThat(states(events))
          .containsSubsequence(
              RunState.RUN_STATE_RUNNING,
              RunState.RUN_STATE_PREEMPTED,
              RunState.RUN_STATE_QUEUED,
              RunState.RUN_STATE_RUNNING,
              RunState.RUN_STATE_COMPLETED);
      assertThat(
              events.stream()
                  .filter(e -> e.getStateChanged().getState() == RunState.RUN_STATE_QUEUED)
                  .map(e -> e.getStateChanged().getReason()))
          .containsExactly(
              "waiting for a slot", "resumed from the checkpoint in epoch 1, after step 14");
      assertThat(
              events.stream()
                  .filter(e -> e.getStateChanged().getState() == RunState.RUN_STATE_PREEMPTED)
                  .map(e -> e.getStateChanged().getCause()))
          .containsExactly(cause);
      var steps =
          events.stream().filter(RunEvent::hasStep).map(e -> e.getStep().getStep()).toList();
      assertThat(steps).hasSize(20).doesNotHaveDuplicates();
      assertThat(done.getAttempt()).isEqualTo(2);
      // the first server had a price, the second has none
      assertThat(done.getCost()).isPositive();
      assertThat(done.getUnpricedDeviceTime()).isNotEqualTo(done.getDeviceTime());
      assertThat(done.getUnpricedDeviceTime().getNanos()).isPositive();
    }
  }
}
