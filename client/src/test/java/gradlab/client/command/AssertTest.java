package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AssertTest {
  @RegisterExtension final FakeServer server = new FakeServer();

  @BeforeEach
  void runs() {
    server
        .add(Samples.run("vgg-08-a1", "one", "VGG_08"))
        .append(Samples.epoch(1, 4.25))
        .state(RunState.RUN_STATE_COMPLETED, "");
    server.add(Samples.run("vgg-38-b2", "two", "VGG_38"));
  }

  @Test
  void allThatHoldIsZero() {
    var cli =
        Cli.run(
            server, "assert", "vgg-08", "val_acc >= 0.03", "diagnosis == healthy and epoch == 1");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.lines())
        .containsExactly(
            "RUN        GATE                                 HOLDS  MEASURED",
            "vgg-08-a1  val_acc >= 0.03                      yes    val_acc is 0.03",
            "vgg-08-a1  diagnosis == healthy and epoch == 1  yes    diagnosis is healthy; epoch is 1");
    assertThat(server.training().diagnoseRequests()).hasSize(1);
  }

  @Test
  void aFailedGateIsSixAndPrintsValueAndBound() {
    var cli =
        Cli.run(
            server,
            "assert",
            "vgg-08",
            "val_acc >= 0.45",
            "epoch >= 0",
            "test_acc > 0 or epoch > 5");
    assertThat(cli.exitCode()).isEqualTo(6);
    assertThat(cli.err().lines())
        .containsExactly(
            "gradlab: 2 of 3 gates do not hold for run vgg-08-a1:",
            "  val_acc >= 0.45: val_acc is 0.03, the bound is >= 0.45",
            "  test_acc > 0 or epoch > 5: test_acc has no value yet, which never passes; epoch is 1, the"
                + " bound is > 5",
            "  next: `gradlab show vgg-08-a1` has its figures, `gradlab diagnose` what is wrong");
    assertThat(cli.lines()).hasSize(4);
    assertThat(server.training().diagnoseRequests()).as("nobody asked").isEmpty();
  }

  @Test
  void aRunThatGoesOnIsMeasuredUpToNowAndSaysSo() {
    var cli = Cli.run(server, "assert", "vgg-38", "val_acc >= 0.45");
    assertThat(cli.exitCode()).isEqualTo(6);
    assertThat(cli.err()).contains("run vgg-38-b2 is RUNNING", "val_acc has no value yet");
    assertThat(Cli.run(server, "assert", "vgg-38", "val_acc > 1", "--quiet").err())
        .doesNotContain("RUNNING")
        .contains("val_acc");
  }

  @Test
  void aMistypedGateIsTwoAndAsksNobody() throws Exception {
    server.kill();
    var cli = Cli.run(server, "assert", "vgg-08", "val_accuracy >= 0.45");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err())
        .contains("there is no metric 'val_accuracy'", "known are train_loss, train_acc, val_loss");
  }

  @Test
  void programsGetTheSame() {
    var csv = Cli.run(server, "assert", "vgg-08", "val_acc >= 0.45", "--output", "csv");
    assertThat(csv.lines())
        .containsExactly("run,gate,holds,measured", "vgg-08-a1,val_acc >= 0.45,no,val_acc is 0.03");
    var json = Cli.run(server, "assert", "vgg-08", "val_acc >= 0.45", "--output", "json");
    assertThat(json.out())
        .isEqualToNormalizingNewlines(
            "{\"compared\":[{\"holds\":false,\"left\":\"val_acc\",\"leftValue\":0.03,"
                + "\"relation\":\"\\u003e\\u003d\",\"right\":\"0.45\",\"rightValue\":0.45}],"
                + "\"gate\":\"val_acc \\u003e\\u003d 0.45\",\"holds\":false,\"runId\":\"vgg-08-a1\"}\n");
  }
}
