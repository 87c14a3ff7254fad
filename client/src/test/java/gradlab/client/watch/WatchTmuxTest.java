package gradlab.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeRun;
import gradlab.client.fake.FakeServer;
import gradlab.v1.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** `gradlab watch` as people have it: a process in a terminal, a server behind it. */
class WatchTmuxTest {
  private static final String ID = "vgg-38-plain-b6dd81";
  @RegisterExtension private final FakeServer server = new FakeServer();
  @TempDir private Path folder;

  @Test
  void goldenScreensAtTwoSizes() throws Exception {
    trained().state(RunState.RUN_STATE_COMPLETED, "all epochs are done");
    try (var tmux = watch(80, 24, List.of())) {
      golden(tmux, "tmux-80x24.txt");
      assertThat(tmux.coloured()).contains("\u001b[38;5;").contains("48;5;");
      tmux.resize(200, 60);
      golden(tmux, "tmux-200x60.txt");
      tmux.resize(50, 10);
      tmux.await("what is needed", screen -> screen.contains("needs\n60x20, this is 50x10"));
      tmux.resize(80, 24);
      golden(tmux, "tmux-80x24.txt");
      tmux.type("q");
      assertThat(tmux.exitCode()).isZero();
      assertThat(tmux.screen()).contains("run " + ID + " is COMPLETED: all epochs are done");
    }
  }

  @Test
  void keysAndAnotherRun() throws Exception {
    trained();
    server.add(WatchedRuns.run("vgg-08-aa", "the older", "VGG_08", 100));
    try (var tmux = watch(80, 24, List.of("COLORTERM=truecolor"), ID)) {
      tmux.await("the run", screen -> screen.contains("VGG_38-s0 (" + ID + ")"));
      tmux.await("its gradients", screen -> screen.contains("39 layers grouped"));
      assertThat(tmux.coloured()).contains("\u001b[48;2;");
      tmux.type("3", "Down");
      tmux.await("each layer", screen -> screen.contains("layers 2-18 of 39"));
      tmux.type("?");
      tmux.await("the keys", screen -> screen.contains("draw the screen anew"));
      tmux.type("x", "Escape", "r");
      tmux.await("the runs", screen -> screen.contains("runs (2 of 2)"));
      tmux.type("o", "l", "d", "Enter");
      tmux.await("the other run", screen -> screen.startsWith("the older (vgg-08-aa)"));
      tmux.type("b");
      tmux.await("the first again", screen -> screen.startsWith("VGG_38-s0"));
      tmux.type("b");
      tmux.await("the end of the list", screen -> screen.contains("this is the newest run"));
      tmux.type("q");
      assertThat(tmux.exitCode()).isZero();
      assertThat(tmux.screen()).anyMatch(line -> line.startsWith("the run goes on"));
    }
  }

  @Test
  void aPausedViewStaysAndNewsAreCounted() throws Exception {
    FakeRun run = trained();
    try (var tmux = watch(80, 24, List.of("NO_COLOR=1"))) {
      tmux.await("the last epoch", screen -> screen.contains("epoch 11  train loss"));
      assertThat(tmux.coloured())
          .doesNotContainPattern("\u001b\\[([0-9;]*;)?([34][0-8]|9[0-7]|10[0-7])[;m]");
      tmux.type("p");
      tmux.await("it is paused", screen -> screen.contains("VIEW PAUSED, 0 new events"));
      WatchedRuns.epoch(12, WatchedRuns.deep(false)).forEach(run::append);
      tmux.await("the news", screen -> screen.contains("VIEW PAUSED, 4 new events"));
      assertThat(String.join("\n", tmux.screen())).doesNotContain("epoch 12  train loss");
      tmux.type("p");
      tmux.await("the newest epoch", screen -> screen.contains("epoch 12  train loss"));
      tmux.type("q");
      assertThat(tmux.exitCode()).isZero();
    }
  }

  @Test
  void aLostServerIsNotedAndItGoesOn() throws Exception {
    FakeRun run = trained();
    try (var tmux = watch(80, 24, List.of())) {
      tmux.await("the last epoch", screen -> screen.contains("epoch 11  train loss"));
      server.kill();
      WatchedRuns.epoch(12, WatchedRuns.deep(false)).forEach(run::append);
      tmux.await("the note", screen -> screen.contains("lost the server at 127.0.0.1"));
      server.start();
      tmux.await("what was missed", screen -> screen.contains("epoch 12  train loss"));
      assertThat(server.training().streams()).last().extracting(s -> s.getFromSeq()).isEqualTo(49L);
      run.state(RunState.RUN_STATE_FAILED, "the worker died");
      tmux.await("how it ended", screen -> screen.contains("the run is FAILED: the worker died"));
      tmux.type("q");
      assertThat(tmux.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void sigtermLeavesTheTerminalAsItWas() throws Exception {
    trained();
    try (var tmux = watch(80, 24, List.of())) {
      tmux.await("the last epoch", screen -> screen.contains("epoch 11  train loss"));
      tmux.kill("TERM");
      assertThat(tmux.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void ctrlCLeavesTheRunRunning() throws Exception {
    FakeRun run = trained();
    try (var tmux = watch(80, 24, List.of())) {
      tmux.await("the last epoch", screen -> screen.contains("epoch 11  train loss"));
      tmux.type("C-c");
      assertThat(tmux.exitCode()).isEqualTo(3);
      assertThat(String.join(" ", tmux.screen())).contains("the run goes on");
    }
    Cli.await("the server is rid of it", () -> run.followers() == 0);
  }

  @Test
  void aFailureLeavesTheTerminalAsItWas() throws Exception {
    trained();
    try (var tmux = watch(80, 24, List.of(), "--reconnect-for", "300ms")) {
      tmux.await("the last epoch", screen -> screen.contains("epoch 11  train loss"));
      server.kill();
      assertThat(tmux.exitCode()).isEqualTo(5);
      assertThat(String.join(" ", tmux.screen())).contains("gradlab: ");
    }
  }

  private void golden(TmuxWatch tmux, String name) {
    tmux.await(
        "a whole screen",
        screen ->
            screen.contains("diagnosis: vanishing") && screen.contains("of 50.00 by all runs"));
    List<List<String>> last = new ArrayList<>();
    try {
      tmux.await(
          name,
          screen -> {
            List<String> lines =
                screen.replaceAll("127.0.0.1:\\d{5}", "127.0.0.1:PORT0").lines().toList();
            last.add(0, lines);
            return String.join("\n", lines).stripTrailing().equals(Golden.screen(name, lines));
          });
    } catch (AssertionError e) {
      assertThat(String.join("\n", last.get(0))).isEqualTo(Golden.screen(name, last.get(0)));
    }
  }

  private FakeRun trained() {
    FakeRun run = server.add(WatchedRuns.run(ID, "VGG_38-s0", "VGG_38", 100));
    WatchedRuns.epochs(12, WatchedRuns.deep(false)).forEach(run::append);
    return run;
  }

  private TmuxWatch watch(int columns, int rows, List<String> environment, String... arguments)
      throws Exception {
    var all = new ArrayList<>(environment);
    all.add("GRADLAB_SERVER=" + server.address());
    return new TmuxWatch(folder, columns, rows, all, arguments);
  }
}
