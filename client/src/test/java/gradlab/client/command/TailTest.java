package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeRun;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StreamMetricsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  private FakeRun run;

  @BeforeEach
  void oneRun() {
    run = server.add(Samples.run("abc123", "one", "VGG_08"));
  }

  @Test
  void aLinePerEventWhereThereIsNoTerminal() {
    run.append(Samples.step(0, 10, 4.6051)).append(Samples.epoch(0, 4.4));
    run.state(RunState.RUN_STATE_COMPLETED, "all epochs done");
    var cli = Cli.run(server, "tail", "abc");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.lines()).hasSize(3);
    assertThat(cli.lines().get(0))
        .matches(
            "    1  \\d\\d:\\d\\d:\\d\\d  step 10 \\(epoch 0, 10/38\\)  loss 4\\.6051  acc 0\\.0125"
                + "  lr 1\\.000e-03  1000 images/s");
    assertThat(cli.lines().get(1))
        .endsWith(
            "epoch 0  train loss 4.4000 acc 0.0625  val loss 4.5000 acc 0.0300"
                + "  2.5 s  950 images/s");
    assertThat(cli.lines().get(2)).endsWith("COMPLETED: all epochs done");
    assertThat(cli.out()).doesNotContain("\u001b", "\r");
  }

  @Test
  void jsonLinesFromANumberOn() throws Exception {
    run.append(Samples.step(0, 10, 4.6)).append(Samples.epoch(0, 4.4));
    run.state(RunState.RUN_STATE_COMPLETED, "");
    var cli = Cli.run(server, "tail", "abc", "--from-seq", "2", "--output", "json");
    assertThat(cli.lines()).hasSize(2);
    var event = RunEvent.newBuilder();
    JsonFormat.parser().merge(cli.lines().get(0), event);
    assertThat(event.getSeq()).isEqualTo(2);
    assertThat(event.getEpoch().getTrainLoss()).isEqualTo(4.4);
  }

  @Test
  void csvHasAHeaderAndTheSameColumnsForAll() {
    run.append(Samples.step(0, 10, 4.6)).append(Samples.epoch(0, 4.4));
    run.state(RunState.RUN_STATE_COMPLETED, "done, really");
    var cli = Cli.run(server, "tail", "abc", "--output", "csv");
    assertThat(cli.lines().get(0)).startsWith("seq,time,event,epoch,step,train_loss");
    assertThat(cli.lines().get(1))
        .startsWith("1,2026-")
        .contains(",step,0,10,4.6,0.0125,,,0.001,1000.0,");
    assertThat(cli.lines().get(3)).endsWith("\"COMPLETED: done, really\"");
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED,0", "FAILED,1", "KILLED,1", "PREEMPTED,1", "STOPPED,9", "PAUSED,9"})
  void theExitCodeIsTheRunsEnd(String state, int exitCode) {
    run.state(RunState.valueOf("RUN_STATE_" + state), "");
    assertThat(Cli.run(server, "tail", "abc123").exitCode()).isEqualTo(exitCode);
  }

  @Test
  void survivesALostServerWithoutGapOrDuplicate() throws Exception {
    var cli = Cli.start(server, "tail", "abc", "--output", "json");
    long expected = 0;
    for (int life = 0; life < 3; life++) {
      for (int i = 0; i < 50; i++) {
        run.append(Samples.step(0, i, 4.6));
        expected++;
      }
      long all = expected;
      Cli.await("all events shown", () -> cli.lines().size() == all);
      server.kill();
      run.append(Samples.step(0, 99, 4.6)); // while nobody can hear it
      expected++;
      Cli.await("the loss is noticed", () -> cli.err().contains("lost the server at"));
      server.start();
      Cli.await("following again", () -> run.followers() == 1);
    }
    run.state(RunState.RUN_STATE_COMPLETED, "");
    assertThat(cli.exitCode()).isZero();
    assertThat(seqs(cli)).isEqualTo(LongStream.rangeClosed(1, expected + 1).boxed().toList());
    assertThat(cli.err().lines().filter(l -> l.startsWith("lost the server"))).hasSize(3);
    assertThat(cli.err()).contains("the server is back; going on with event 51");
    assertThat(server.training().streams().stream().map(StreamMetricsRequest::getFromSeq))
        .contains(1L, 51L, 102L, 153L);
  }

  @Test
  void givesUpOnALostServerAfterAWhile() throws Exception {
    var cli = Cli.start(server, "tail", "abc", "--reconnect-for", "500ms");
    Cli.await("following", () -> run.followers() == 1);
    server.kill();
    assertThat(cli.exitCode()).isEqualTo(5);
    assertThat(cli.err()).contains("lost the server", "no gradlab server at");
  }

  @Test
  void ctrlCSaysThatTheRunGoesOn() {
    var cli = Cli.start(server, "tail", "abc");
    Cli.await("following", () -> run.followers() == 1);
    cli.interrupt();
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.err()).contains("the run goes on", "`gradlab stop abc123`");
    Cli.await("the server is rid of it", () -> run.followers() == 0);
  }

  private static List<Long> seqs(Cli cli) throws Exception {
    List<Long> seqs = new ArrayList<>();
    for (String line : cli.lines()) {
      var event = RunEvent.newBuilder();
      JsonFormat.parser().merge(line, event);
      seqs.add(event.getSeq());
    }
    return seqs;
  }
}
