package gradlab.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeRun;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.RunState;
import gradlab.v1.StreamMetricsRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell at a dumb terminal and at one that can everything. */
class ShellTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir private Path home;
  private FakeRun run;

  @BeforeEach
  void oneRun() {
    run = server.add(Samples.run("abc123", "one", "VGG_08"));
  }

  ShellTerminal shell(String type) throws Exception {
    var shell = new ShellTerminal(type, home, server.address());
    // on a dumb terminal the prompt stays what it was when it was written
    shell.await(type.equals("dumb") ? "> " : "connected, 1 running> ");
    return shell;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", "screen-256color"})
  void doesWhatTheCommandLineDoes(String type) throws Exception {
    try (var shell = shell(type)) {
      shell.enter("runs --output csv");
      shell.await("abc123,one,VGG_08,plain,RUNNING");
      shell.enter("gradlab show abc");
      shell.await("a processor");
      shell.enter("strat VGG_08");
      shell.await("there is no command 'strat'; did you mean start?");
      shell.enter("hlep");
      shell.await("there is no command 'hlep'; did you mean help?");
      shell.enter("runs --ouput csv");
      shell.await("did you mean --output?");
      shell.enter("show nosuch");
      shell.await("no run's id is or begins with 'nosuch'");
      shell.enter("shell");
      shell.await("this is the shell");
      shell.enter("exit 7");
      assertThat(shell.exitCode()).isEqualTo(7);
      assertThat(server.training().streams()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void aDumbTerminalGetsNoCursorTricks() throws Exception {
    try (var shell = shell("dumb")) {
      shell.enter("tail abc &");
      Cli.await("following", () -> run.followers() >= 1);
      run.append(Samples.epoch(0, 4.4));
      shell.await("[1] one  epoch 0  train loss 4.4000");
      shell.enter("help tail");
      shell.await("gradlab tail 3f2a --from-seq 100");
      shell.ctrl('D');
      assertThat(shell.exitCode()).isZero();
      assertThat(shell.screen()).doesNotContain("\u001b");
    }
  }

  @Test
  void tabCompletes() throws Exception {
    server.add(Samples.run("vgg-38-77", "VGG_38 deep", "VGG_38"));
    Files.writeString(home.resolve("notes here.txt"), "");
    try (var shell = shellWithTwo("screen-256color")) {
      shell.enter("runs"); // by its answer the runs are known
      shell.await("vgg-38-77");
      shell.type("diag\tab\t\r");
      shell.await("healthy");
      shell.type("show VGG_3\t--outp\tj\t\r"); // by the name's beginning
      shell.await("{\"runId\":\"vgg-38-77\"");
      shell.type("runs --output csv > " + home + "/not\t\r");
      Cli.await("written", () -> read("notes here.txt").startsWith("run,name"));
      shell.type("show \t");
      shell.await("one  RUNNING  0/2");
    }
  }

  private String read(String file) {
    try {
      return Files.exists(home.resolve(file)) ? Files.readString(home.resolve(file)) : "";
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theNextShellRemembersLinesAndAliases() throws Exception {
    try (var shell = shell("screen-256color")) {
      shell.enter("alias one='show abc123 --output csv'");
      shell.enter("info --output json");
      shell.await("\"version\":\"0.1.0\"");
      shell.enter("login h:1 --token gradlab_SECRET --insecure --ca x");
      shell.await("three ways");
      shell.ctrl('D');
      assertThat(shell.exitCode()).isZero();
    }
    Path history = home.resolve("state/gradlab/shell-history");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(history)).contains("info --output json").doesNotContain("SECRET");
    try (var shell = shell("screen-256color")) {
      shell.ctrl('P'); // or the up arrow
      shell.type("\r");
      shell.await("\"version\":\"0.1.0\"");
      shell.enter("one");
      shell.await("abc123,one,RUNNING");
      shell.enter("unalias one");
      shell.enter("one");
      shell.await("there is no command 'one'");
      shell.enter("history | grep -c json");
      Cli.await("counted", () -> shell.screen().lines().anyMatch(l -> l.strip().equals("2")));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", "screen-256color"})
  void ctrlCEndsTheCommandAndNeitherTheShellNorTheRun(String type) throws Exception {
    try (var shell = shell(type)) {
      shell.enter("tail abc");
      Cli.await("following", () -> run.followers() >= 1);
      run.append(Samples.epoch(0, 4.4));
      shell.await("epoch 0  train loss 4.4000");
      shell.ctrl('C');
      shell.await("interrupted; the run goes on");
      shell.awaitPrompt();
      if (!type.equals("dumb")) { // there the line is the system's, which throws it away itself
        shell.type("no such thing");
        shell.ctrl('C');
        shell.awaitPrompt();
      }
      shell.enter("runs --output csv");
      shell.await("abc123,one,VGG_08,plain,RUNNING");
      assertThat(shell.screen()).doesNotContain("there is no command");
      assertThat(run.run().getState()).isEqualTo(RunState.RUN_STATE_RUNNING);
    }
  }

  @Test
  void jobsShowWhatHappensAboveTheLineThatIsTyped() throws Exception {
    try (var shell = shell("screen-256color")) {
      shell.enter("tail abc &");
      shell.await("[1] tail abc &");
      Cli.await("following", () -> run.followers() >= 1);
      shell.type("runs --output c");
      shell.await("runs --output c");
      run.append(Samples.step(0, 1, 4.6)).append(Samples.epoch(0, 4.4));
      shell.await("[1] one  epoch 0  train loss 4.4000");
      shell.type("sv\r");
      shell.await("abc123,one,VGG_08,plain,RUNNING,0,4.4");
      assertThat(shell.screen()).doesNotContain("step 1 (epoch"); // steps are the bottom line's
      shell.enter("jobs");
      shell.await("[1] running: tail abc &");
      shell.enter("fg");
      Cli.await("fg", () -> shell.screen().lines().anyMatch(l -> l.strip().equals("tail abc &")));
      run.append(Samples.epoch(1, 4.2));
      shell.await("[1] one  epoch 1  train loss 4.2000");
      shell.ctrl('C');
      shell.await("[1] ended with 3: tail abc &");
      shell.enter("tail abc & ");
      Cli.await("following again", () -> server.training().streams().size() >= 2);
      shell.enter("jobs --end 1");
      shell.enter("fg");
      shell.await("no command runs in the background");
      assertThat(run.run().getState()).isEqualTo(RunState.RUN_STATE_RUNNING);
    }
  }

  @Test
  void theBottomLineFollowsTheActiveRun() throws Exception {
    try (var shell = shell("screen-256color")) {
      Cli.await("followed", () -> run.followers() == 1);
      run.append(Samples.step(0, 19, 4.6051));
      shell.await("step 19/76  loss 4.6051  1000 images/s  ETA 2s");
      run.state(RunState.RUN_STATE_COMPLETED, "");
      server.training().whenStarted(r -> r.append(Samples.step(0, 7, 4.5)));
      shell.enter("start VGG_38 --name deep");
      shell.await("deep  [");
      shell.enter("show $RUN --output csv > " + home.resolve("run.csv"));
      Cli.await("the run started last", () -> read("run.csv").contains("run1,deep"));
    }
  }

  @Test
  void aLostServerIsFoundAgainAndStreamsGoOn() throws Exception {
    try (var shell = shell("screen-256color")) {
      shell.enter("tail abc --output json > " + home.resolve("events.json") + " &");
      Cli.await("followed", () -> run.followers() >= 1);
      run.append(Samples.step(0, 1, 4.6)).append(Samples.step(0, 2, 4.5));
      Cli.await("both", () -> read("events.json").lines().count() == 2);
      shell.type("runs --out");
      server.kill();
      shell.await("lost the server: no gradlab server at " + server.address());
      shell.await("reconnecting> ");
      run.append(Samples.step(0, 3, 4.4)); // while nobody hears it
      server.start();
      shell.await("the server at " + server.address() + " is back");
      run.append(Samples.step(0, 4, 4.3));
      Cli.await("all", () -> read("events.json").lines().count() == 4);
      shell.type("put csv\r");
      shell.await("abc123,one,VGG_08,plain,RUNNING");
      assertThat(server.training().streams().stream().map(StreamMetricsRequest::getFromSeq))
          .contains(1L, 3L);
      for (int seq = 1; seq <= 4; seq++) {
        assertThat(read("events.json").lines().toList().get(seq - 1))
            .startsWith("{\"seq\":\"" + seq + "\"");
      }
    }
  }

  @Test
  void startsWithoutAServerAndWaitsForIt() throws Exception {
    server.kill();
    try (var shell = new ShellTerminal("screen-256color", home, server.address())) {
      shell.await("reconnecting> ");
      shell.await("looking for it");
      shell.enter("runs");
      shell.await("next: start one with `gradlab server`");
      server.start();
      shell.await("connected, 1 running> ");
    }
  }

  @Test
  void pipesRedirectsAndLongLines() throws Exception {
    server.add(Samples.run("def456", "two", "VGG_38"));
    Path file = home.resolve("runs.csv");
    try (var shell = shellWithTwo("screen-256color")) {
      shell.enter("runs --output csv > " + file);
      shell.enter("runs --output csv >> " + file);
      Cli.await("twice", () -> read("runs.csv").lines().count() == 6);
      shell.enter("runs | sed -n 's/.*def456 *two.*/only the second/p'");
      shell.await("only the second");
      shell.enter("runs | nosuchprogram");
      shell.await("not found");
      shell.enter("start VGG_08 \\");
      shell.enter("  --name 'with");
      shell.await("quote> ");
      shell.enter("a line'");
      shell.await("started with a line");
      shell.enter("runs > /nowhere/x");
      shell.await("/nowhere/x");
      shell.enter("tail abc | head -n 1");
      Cli.await("followed", () -> run.followers() >= 2);
      run.append(Samples.epoch(0, 4.4)).append(Samples.epoch(1, 4.4));
      shell.await("epoch 0  train loss");
      shell.enter("info --output csv | head -c 7");
      shell.await("version");
    }
  }

  private ShellTerminal shellWithTwo(String type) throws Exception {
    var shell = new ShellTerminal(type, home, server.address());
    shell.await(type.equals("dumb") ? "> " : "connected, 2 running> ");
    return shell;
  }
}
