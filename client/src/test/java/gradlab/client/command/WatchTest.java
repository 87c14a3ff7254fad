package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where there is no terminal to fill. */
class WatchTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void aPipeGetsALinePerEvent() {
    var run = server.add(Samples.run("abc", "one", "VGG_08"));
    run.append(Samples.step(0, 10, 4.6)).append(Samples.epoch(0, 4.4));
    run.state(RunState.RUN_STATE_COMPLETED, "done");
    var cli = Cli.run(server, "watch", "abc");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.lines()).hasSize(3).isEqualTo(Cli.run(server, "tail", "abc").lines());
    assertThat(cli.out()).doesNotContain("\u001b");
  }

  @Test
  void jsonIsOneObjectPerEvent() {
    server.add(Samples.run("abc", "one", "VGG_08")).state(RunState.RUN_STATE_COMPLETED, "");
    var cli = Cli.run(server, "watch", "--output", "json");
    assertThat(cli.lines()).singleElement().asString().startsWith("{\"seq\":");
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED,0", "FAILED,1", "STOPPED,9"})
  void theExitCodeIsTheRunsEnd(String state, int exitCode) {
    server
        .add(Samples.run("abc", "one", "VGG_08"))
        .state(RunState.valueOf("RUN_STATE_" + state), "");
    assertThat(Cli.run(server, "watch", "abc").exitCode()).isEqualTo(exitCode);
  }

  @Test
  void withoutARunTheNewestAtWork() {
    server.add(Samples.run("n1", "newest, waits", "VGG_08")).state(RunState.RUN_STATE_QUEUED, "");
    var working = server.add(Samples.run("n2", "at work", "VGG_08"));
    server.add(Samples.run("n3", "ended", "VGG_08")).state(RunState.RUN_STATE_COMPLETED, "");
    var cli = Cli.start(server, "watch");
    Cli.await("following", () -> working.followers() == 1);
    working.state(RunState.RUN_STATE_COMPLETED, "");
    assertThat(cli.exitCode()).isZero();
  }

  @Test
  void withoutAnActiveRunTheNewest() {
    server.add(Samples.run("n1", "newest", "VGG_08")).state(RunState.RUN_STATE_FAILED, "newest");
    server.add(Samples.run("n2", "older", "VGG_08")).state(RunState.RUN_STATE_COMPLETED, "older");
    assertThat(Cli.run(server, "watch").out()).contains("newest").doesNotContain("older");
  }

  @Test
  void withoutAnyRunItSaysWhatToDo() {
    var cli = Cli.run(server, "watch");
    assertThat(cli.exitCode()).isEqualTo(4);
    assertThat(cli.err()).contains("there are no runs on 127.0.0.1", "`gradlab start VGG_08");
  }
}
