package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeRun;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.client.fake.ScriptTerminal;
import gradlab.v1.RunState;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in `start --follow`, at a terminal. */
class FollowInterruptTest {
  private static final String CTRL_C = "\u0003";
  private static final String QUESTION = "is still running: leave it running";

  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir private Path home;
  private final AtomicReference<FakeRun> run = new AtomicReference<>();

  @BeforeEach
  void trains() {
    server
        .training()
        .whenStarted(
            started -> {
              run.set(started);
              started.append(Samples.step(0, 10, 4.6));
            });
  }

  private ScriptTerminal interrupted() throws Exception {
    var terminal =
        new ScriptTerminal(
            home,
            Map.of("TERM", "xterm", "GRADLAB_SERVER", server.address()),
            "start",
            "VGG_08",
            "--follow");
    terminal.await("step 10");
    terminal.type(CTRL_C);
    terminal.await(QUESTION);
    return terminal;
  }

  @Test
  void stopWaitsForTheEndAndReturnsTheOutcome() throws Exception {
    var terminal = interrupted();
    terminal.type("what\n");
    terminal.await("Answer with l (leave), s (stop) or k (kill).");
    terminal.type("s\n");
    Cli.await("the stop", () -> run.get().run().getState() == RunState.RUN_STATE_STOPPING);
    run.get().append(Samples.epoch(0, 4.5)).state(RunState.RUN_STATE_STOPPED, "asked to");
    assertThat(terminal.exitCode()).as(terminal.screen()).isEqualTo(9);
    assertThat(terminal.screen()).contains("epoch 0", "run run1 is STOPPED: asked to");
  }

  @Test
  void killIsAFailedRun() throws Exception {
    var terminal = interrupted();
    terminal.type("k\n");
    assertThat(terminal.exitCode()).isEqualTo(1);
    assertThat(terminal.screen()).contains("run run1 is KILLED");
  }

  @Test
  void enterLeavesItRunning() throws Exception {
    var terminal = interrupted();
    terminal.type("\n");
    assertThat(terminal.exitCode()).isEqualTo(3);
    assertThat(terminal.screen()).contains("the run goes on: `gradlab tail run1` follows it");
    assertThat(run.get().run().getState()).isEqualTo(RunState.RUN_STATE_RUNNING);
  }

  @Test
  void soDoesASecondCtrlC() throws Exception {
    var terminal = interrupted();
    terminal.type(CTRL_C);
    assertThat(terminal.exitCode()).isEqualTo(3);
    assertThat(run.get().run().getState()).isEqualTo(RunState.RUN_STATE_RUNNING);
  }

  @Test
  void whereNobodyCanAnswerItIsLeftRunning() {
    var cli = Cli.start(server, "start", "VGG_08", "--follow");
    Cli.await("following", () -> cli.out().contains("step 10"));
    cli.interrupt();
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.err()).contains("the run goes on").doesNotContain(QUESTION);
    assertThat(run.get().run().getState()).isEqualTo(RunState.RUN_STATE_RUNNING);
  }
}
