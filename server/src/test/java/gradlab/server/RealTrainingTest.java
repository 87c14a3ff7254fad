package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.v1.EvaluateRunRequest;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.GradientFlow;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StopRunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real servers and real workers, as processes, on the bundled sample: what is trained survives what
 * happens to them.
 */
class RealTrainingTest {
  /** 90 images in batches of 30 and 20 epochs: 60 steps of a small VGG_08. */
  private static final int STEPS = 60;

  private static final Duration REPORT_LIMIT = Duration.ofSeconds(5);

  @TempDir Path state;

  private static String start(TestServer.Client client) {
    var request = SmallRun.request(8, 20);
    return client.training().startRun(request.build()).getRun().getRunId();
  }

  private static void awaitStep(TestServer.Client client, String run, long step) throws Exception {
    Await.until(
        "step " + step,
        TestServer.LIMIT,
        () -> {
          var now = client.get(run);
          assertThat(now.getState())
              .as(now.getStateReason())
              .isNotEqualTo(RunState.RUN_STATE_FAILED);
          return now.getLastStep().getStep() >= step;
        });
  }

  /** Loss by step after rewinds: the last word on each step counts. */
  private static List<Double> losses(List<RunEvent> events) {
    var losses = new Double[STEPS];
    for (var e : events) {
      if (e.hasStep()) {
        losses[(int) e.getStep().getStep() - 1] = e.getStep().getTrainLoss();
      }
    }
    return List.of(losses);
  }

  private static List<GradientFlow> flows(TestServer.Client client, String run) {
    return client
        .training()
        .getGradientFlow(GetGradientFlowRequest.newBuilder().setRunId(run).setAll(true).build())
        .getFlowsList();
  }

  private static void assertSeqsWithoutGap(List<RunEvent> events) {
    assertThat(events.stream().map(RunEvent::getSeq))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
  }

  @Test
  void stopsKillsAndServerDeathsLeaveTheSameNumbers() throws Exception {
    String whole;
    String stopped;
    String killed;
    List<Double> expected;
    List<GradientFlow> expectedFlows;
    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      whole = start(client);
      client.await(whole, RunState.RUN_STATE_COMPLETED);
      var events = client.follow(whole, 1);
      assertSeqsWithoutGap(events);
      expected = losses(events);
      expectedFlows = flows(client, whole);
      assertThat(expectedFlows).hasSize(20);
      assertThat(expectedFlows.get(0).getLayersList()).hasSize(9);

      // the same seed, stopped between two steps and resumed
      stopped = start(client);
      awaitStep(client, stopped, 20);
      client.training().stopRun(StopRunRequest.newBuilder().setRunId(stopped).build());
      client.await(stopped, RunState.RUN_STATE_STOPPED, RunState.RUN_STATE_COMPLETED);
      assertThat(client.get(stopped).getState()).isEqualTo(RunState.RUN_STATE_STOPPED);
      client.training().resumeRun(ResumeRunRequest.newBuilder().setRunId(stopped).build());
      client.await(stopped, RunState.RUN_STATE_COMPLETED);
      assertThat(losses(client.follow(stopped, 1))).isEqualTo(expected);
      assertThat(flows(client, stopped)).isEqualTo(expectedFlows);

      // the worker killed in the middle, the run resumed from its newest checkpoint
      killed = start(client);
      awaitStep(client, killed, 25);
      long pid = client.get(killed).getProvenance().getWorkerPid();
      long at = System.nanoTime();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      var failed = client.await(killed, RunState.RUN_STATE_FAILED);
      assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(REPORT_LIMIT);
      assertThat(failed.getStateReason()).contains("SIGKILL");
      client.training().resumeRun(ResumeRunRequest.newBuilder().setRunId(killed).build());
      client.await(killed, RunState.RUN_STATE_COMPLETED);
      assertThat(losses(client.follow(killed, 1))).isEqualTo(expected);
      assertThat(flows(client, killed)).isEqualTo(expectedFlows);
      assertThat(csv(killed)).isEqualTo(csv(whole));

      // evaluation later gives the figures of the end
      double test = client.get(whole).getTest().getTestLoss();
      client.training().evaluateRun(EvaluateRunRequest.newBuilder().setRunId(whole).build());
      client.await(whole, RunState.RUN_STATE_COMPLETED);
      assertThat(client.get(whole).getTest().getTestLoss()).isEqualTo(test);
    }
  }

  @Test
  void aWorkerTrainsOnWithoutItsServerAndTheNextTakesItBack() throws Exception {
    String run;
    List<RunEvent> seen;
    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      run = start(client);
      awaitStep(client, run, 20);
      long last = client.get(run).getLastSeq();
      seen = upTo(client, run, last);
      server.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS); // it alone
    }
    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      client.await(run, RunState.RUN_STATE_COMPLETED);
      var events = client.follow(run, 1);
      assertSeqsWithoutGap(events);
      assertThat(events.subList(0, seen.size())).isEqualTo(seen);
      assertThat(events.stream().filter(RunEvent::hasStep).map(e -> e.getStep().getStep()))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, STEPS).boxed().toList());
      assertThat(events.stream().filter(RunEvent::hasAttemptStarted)).hasSize(1);
    }
  }

  private static List<RunEvent> upTo(TestServer.Client client, String run, long last) {
    var events = new java.util.ArrayList<RunEvent>();
    var stream =
        client
            .training()
            .streamMetrics(
                gradlab.v1.StreamMetricsRequest.newBuilder().setRunId(run).setFromSeq(1).build());
    while (events.size() < last) {
      var item = stream.next();
      if (item.hasEvent()) {
        events.add(item.getEvent());
      }
    }
    return events;
  }

  private String csv(String run) throws Exception {
    return Files.readString(
        state.resolve("runs").resolve(run).resolve("result_outputs/summary.csv"));
  }
}
