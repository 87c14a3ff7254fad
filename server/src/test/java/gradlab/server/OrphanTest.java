package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workers whose server is gone: what they do meanwhile is on their disk, and not lost. */
class OrphanTest {
  @TempDir Path state;

  private static Run start(TestServer.Client client, int epochs) {
    var request = SmallRun.request(4, epochs);
    return client.training().startRun(request.build()).getRun();
  }

  /** Kills the server when the run has trained a little; returns the worker's process. */
  private ProcessHandle orphan(String run, ServerProcess server, TestServer.Client client)
      throws Exception {
    Await.until(
        "a few steps", TestServer.LIMIT, () -> client.get(run).getLastStep().getStep() >= 4);
    var worker = ProcessHandle.of(client.get(run).getProvenance().getWorkerPid()).orElseThrow();
    server.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    return worker;
  }

  private static void assertWhole(List<RunEvent> events, int steps) {
    assertThat(events.stream().map(RunEvent::getSeq))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.stream().filter(RunEvent::hasStep).map(e -> e.getStep().getStep()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, steps).boxed().toList());
  }

  @Test
  void whoFinishesAloneHasFinished() throws Exception {
    String run;
    try (var server = ServerProcess.training(state, "--orphan-limit", "2s");
        var client = server.client()) {
      run = start(client, 12).getRunId();
      var worker = orphan(run, server, client);
      worker.onExit().get(90, TimeUnit.SECONDS);
    }
    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      // it ended at the limit, or was through before it
      var done = client.await(run, RunState.RUN_STATE_COMPLETED);
      assertThat(done.hasTest()).isTrue();
      assertWhole(client.follow(run, 1), 36);
      Path spool = state.resolve("runs").resolve(run).resolve("worker-spool.bin");
      // after its end is on record, or a crash in between would lose it
      Await.until("the spool to be gone", TestServer.LIMIT, () -> Files.notExists(spool));
    }
  }

  @Test
  void whoIsAloneForTooLongCheckpointsAndGoesOnAtTheNextStart() throws Exception {
    String run;
    try (var server = ServerProcess.training(state, "--orphan-limit", "1s");
        var client = server.client()) {
      run = start(client, 4_000).getRunId();
      var worker = orphan(run, server, client);
      worker.onExit().get(90, TimeUnit.SECONDS);
      assertThat(state.resolve("runs").resolve(run).resolve("worker-spool.bin")).isNotEmptyFile();
    }
    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      client.await(run, RunState.RUN_STATE_RUNNING);
      var changes =
          client.soFar(run).stream()
              .filter(RunEvent::hasStateChanged)
              .map(RunEvent::getStateChanged)
              .toList();
      assertThat(changes)
          .anySatisfy(
              change -> {
                assertThat(change.getState()).isEqualTo(RunState.RUN_STATE_PREEMPTED);
                assertThat(change.getReason()).contains("no server for too long");
              });
      var rewound = client.soFar(run).stream().filter(RunEvent::hasRewound).findFirst();
      // it goes on exactly where it ended: nothing that it did alone is done again
      long spooled =
          client.soFar(run).stream()
              .takeWhile(e -> !e.hasRewound())
              .filter(RunEvent::hasStep)
              .mapToLong(e -> e.getStep().getStep())
              .max()
              .orElseThrow();
      assertThat(rewound.orElseThrow().getRewound().getToStep()).isEqualTo(spooled);
      assertThat(Files.readString(state.resolve("runs").resolve(run).resolve("worker.log")))
          .contains("it is in the spool for the next one");
    }
  }

  @Test
  void aSignalToAWorkerIsAPreemption() throws Exception {
    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      var run = start(client, 4_000).getRunId();
      Await.until(
          "a few steps", TestServer.LIMIT, () -> client.get(run).getLastStep().getStep() >= 4);
      var worker = ProcessHandle.of(client.get(run).getProvenance().getWorkerPid()).orElseThrow();
      long at = System.nanoTime();
      worker.destroy(); // SIGTERM
      var preempted = client.await(run, RunState.RUN_STATE_PREEMPTED);
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - at)).isLessThan(30);
      assertThat(preempted.getStateReason()).startsWith("SIGTERM ended the worker");
      assertThat(preempted.getCheckpointsList())
          .anyMatch(c -> c.getStep() == preempted.getLastStep().getStep());
    }
  }
}
