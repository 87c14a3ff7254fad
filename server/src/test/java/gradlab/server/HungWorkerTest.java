package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.v1.Cause;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that lives but does not answer (SIGSTOP): noticed, reported, ended after the limit. */
class HungWorkerTest {
  @TempDir Path state;
  private TestServer server;
  private TestServer.Client client;

  @BeforeEach
  void start() {
    var limits = TestServer.RUNS.withHangLimits(Duration.ofSeconds(3), Duration.ofSeconds(12));
    server = new TestServer(state, limits);
    client = server.client;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void signal(String name, long pid) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  private long holdingWorker(String run) throws Exception {
    server.awaitHolding(run);
    Await.until("provenance", TestServer.LIMIT, () -> client.get(run).hasProvenance());
    return client.get(run).getProvenance().getWorkerPid();
  }

  @Test
  void isLostAndComesBack() throws Exception {
    var run = client.start("steps=20", "hold=5").getRunId();
    long pid = holdingWorker(run);
    signal("STOP", pid);
    var lost = client.await(run, RunState.RUN_STATE_LOST);
    assertThat(lost.getCause()).isEqualTo(Cause.CAUSE_HUNG);
    assertThat(lost.getStateReason()).startsWith("no sign of life from the worker for ");
    signal("CONT", pid);
    client.await(run, RunState.RUN_STATE_RUNNING);
    server.go(run);
    client.await(run, RunState.RUN_STATE_COMPLETED);
  }

  @Test
  void isEndedAfterTheLimit() throws Exception {
    var run = client.start("steps=20", "hold=5").getRunId();
    signal("STOP", holdingWorker(run));
    var failed = client.await(run, RunState.RUN_STATE_FAILED);
    assertThat(failed.getCause()).isEqualTo(Cause.CAUSE_HUNG);
    assertThat(failed.getStateReason())
        .matches("the worker did not answer for 1\\d s and was ended.*");
    assertThat(client.follow(run, 1).stream().filter(RunEvent::hasStateChanged))
        .anyMatch(e -> e.getStateChanged().getState() == RunState.RUN_STATE_LOST);
  }
}
