package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** runs, show, info, diagnose, dataset in every format. */
class ListingTest {
  @RegisterExtension final FakeServer server = new FakeServer();

  @BeforeEach
  void threeRuns() {
    server
        .add(Samples.run("aaa111", "first, \"one\"", "VGG_08"))
        .append(Samples.epoch(0, 4.41234567))
        .state(RunState.RUN_STATE_COMPLETED, "all epochs done");
    server.add(Samples.run("aab222", "second\u001b[31m", "VGG_38"));
    server.add(Samples.run("ccc333", "dritter Läufer", "VGG_38"));
  }

  @Test
  void runsAsATable() {
    var cli = Cli.run(server, "runs");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.lines()).hasSize(4);
    assertThat(cli.lines().get(0)).startsWith("RUN     NAME            NETWORK  BLOCK  STATE");
    assertThat(cli.lines().get(1))
        .matches(
            "aaa111  first, \"one\"  +VGG_08 +plain +COMPLETED +1/2 +4\\.4123 .* 0\\.0300 +1h00m");
    assertThat(cli.lines().get(2)).contains("aab222  second [31m").doesNotContain("\u001b");
    assertThat(cli.lines().get(3)).contains("dritter Läufer", "0/2");
  }

  @Test
  void runsAsJsonAreTheMessagesThemselves() throws Exception {
    var cli = Cli.run(server, "runs", "--output", "json");
    assertThat(cli.lines()).hasSize(3);
    var parsed = Run.newBuilder();
    JsonFormat.parser().merge(cli.lines().get(0), parsed);
    assertThat(parsed.getLastEpoch().getTrainLoss()).isEqualTo(4.41234567);
    assertThat(parsed.getState()).isEqualTo(RunState.RUN_STATE_COMPLETED);
    assertThat(cli.lines().get(0))
        .contains("\"runId\":\"aaa111\"", "\"lastSeq\":\"2\"", "\"epoch\":0");
  }

  @Test
  void runsAsCsvInFullPrecision() {
    var cli = Cli.run(server, "--output=csv", "runs");
    assertThat(cli.lines().get(0))
        .isEqualTo("run,name,network,block,state,epoch,train_loss,val_acc,best_val_acc,age");
    assertThat(cli.lines().get(1))
        .startsWith(
            "aaa111,\"first, \"\"one\"\"\",VGG_08,plain,COMPLETED,0,4.41234567,0.03,0.03,2026-");
    assertThat(cli.lines()).hasSize(4);
  }

  @Test
  void onlyTheNewestRuns() {
    var cli = Cli.run(server, "runs", "--limit", "2");
    assertThat(cli.lines()).hasSize(3);
    assertThat(cli.lines().get(2)).contains("aab222");
    assertThat(Cli.run(server, "runs", "--limit", "9").lines()).hasSize(4);
    var wrong = Cli.run(server, "runs", "--limit", "0");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--limit: 0 is below 1");
  }

  @Test
  void runsAndShowTellWhatARunCostsWhereThereIsAPrice() {
    var run = Samples.run("ddd444", "costly", "VGG_08").toBuilder();
    run.getDeviceTimeBuilder().setSeconds(3_725);
    run.getUnpricedDeviceTimeBuilder().setSeconds(125);
    run.getMaxDurationBuilder().setSeconds(7_200);
    run.setCost(2.4834).setMaxCost(0.5).setQueueHold("the server's budget of 2.00 is used up");
    server.add(run.build());
    assertThat(Cli.run(server, "show", "ddd").out())
        .containsPattern("(?m)^device_time +1h02m$")
        .containsPattern("(?m)^cost +2\\.48$")
        .containsPattern("(?m)^unpriced_device_time +2m05s$")
        .containsPattern("(?m)^max_duration +2h00m$")
        .containsPattern("(?m)^max_cost +0\\.5000$")
        .containsPattern("(?m)^queue_hold +the server's budget of 2.00 is used up$");
    assertThat(Cli.run(server, "show", "aaa").out())
        .doesNotContain("\ncost", "unpriced", "max_", "queue_hold");
    var table = Cli.run(server, "runs").lines();
    assertThat(table.get(0)).matches(".*BEST_VAL_ACC +COST +AGE");
    assertThat(table).anyMatch(line -> line.matches("ddd444 .* 2\\.48 +1h00m"));
    assertThat(Cli.run(server, "runs", "--output=csv").out())
        .contains("best_val_acc,cost,age")
        .contains(",2.4834,2026-");
  }

  @Test
  void noRunsIsNoError() {
    server.training().whenStarted(run -> {});
    for (String id : new String[] {"aaa111", "aab222", "ccc333"}) {
      Cli.run(server, "kill", id);
      assertThat(Cli.run(server, "rm", id).exitCode()).isZero();
    }
    var cli = Cli.run(server, "runs");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("no runs yet");
  }

  @Test
  void showTellsEverythingByABeginningOfTheId() {
    var cli = Cli.run(server, "show", "aaa");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .containsPattern("(?m)^run +aaa111$")
        .containsPattern("(?m)^state +COMPLETED$")
        .containsPattern("(?m)^reason +all epochs done$")
        .containsPattern("(?m)^tags +why=depth, \"again\"$")
        .containsPattern("(?m)^batch_size +50$")
        .containsPattern("(?m)^train_loss +4\\.41234567$")
        .containsPattern("(?m)^checkpoints +epoch_0  epoch 0  step 38  1\\.2 MB  sha256 abcd$")
        .containsPattern("(?m)^cpu_model +a processor$");
  }

  @Test
  void showTellsHowTheRunIsTrainedAsFarAsItMatters() {
    assertThat(Cli.run(server, "show", "aaa").out())
        .containsPattern("(?m)^schedule +cosine$")
        .containsPattern("(?m)^schedule_epochs +2$")
        .containsPattern("(?m)^optimizer +adam$")
        .doesNotContain("momentum", "step_", "clip_norm", "random_");
    var run = Samples.run("ddd444", "steps", "VGG_08").toBuilder();
    run.getConfigBuilder()
        .getTrainingBuilder()
        .clearScheduleEpochs()
        .setSchedule("step")
        .setStepEpochs(3)
        .setStepFactor(0.5)
        .setOptimizer("sgd")
        .setMomentum(0)
        .setClipNorm(2)
        .setRandomCrop(true)
        .setRandomFlip(false);
    server.add(run.build());
    assertThat(Cli.run(server, "show", "ddd").out())
        .containsPattern("(?m)^schedule +step$")
        .containsPattern("(?m)^step_epochs +3$")
        .containsPattern("(?m)^step_factor +0\\.5$")
        .containsPattern("(?m)^optimizer +sgd$")
        .containsPattern("(?m)^momentum +0\\.0$")
        .containsPattern("(?m)^clip_norm +2\\.0$")
        .containsPattern("(?m)^random_flip +false$")
        .doesNotContain("schedule_epochs", "random_crop", "adam_epsilon");
  }

  @Test
  void showTellsOfANetworkWhatIsNotTheCourses() {
    var run = Samples.run("ddd444", "dense", "VGG_38").toBuilder();
    var network = run.getConfigBuilder().getNetworkBuilder();
    network.setDeepSupervision(true).setSupervisionWeight(0.3).setSupervisionHeads("stage");
    network.setKernel(3).setGrowth(8).setDropout(0).setInitScale(1);
    server.add(run.build());
    assertThat(Cli.run(server, "show", "ddd444").out())
        .doesNotContain("kernel", "growth", "dropout", "init_scale", "supervision_");
    network.setSupervisionWeight(0.5).setSupervisionHeads("block");
    network.setKernel(5).setGrowth(12).setDropout(0.25).setInitScale(3);
    server.add(run.setRunId("eee555").build());
    assertThat(Cli.run(server, "show", "eee555").out())
        .containsPattern("(?m)^supervision_weight +0\\.5$")
        .containsPattern("(?m)^supervision_heads +block$")
        .containsPattern("(?m)^kernel +5$")
        .containsPattern("(?m)^growth +12$")
        .containsPattern("(?m)^dropout +0\\.25$")
        .containsPattern("(?m)^init_scale +3\\.0$");
  }

  @Test
  void infoInAllFormats() throws Exception {
    assertThat(Cli.run(server, "info").out())
        .containsPattern("(?m)^version +0\\.1\\.0$")
        .containsPattern("(?m)^devices +cpu a processor, 2 threads, 8\\.0 GB$")
        .containsPattern("(?m)^device_time +1h30m$")
        .containsPattern("(?m)^price_per_hour +2\\.50$")
        .containsPattern("(?m)^cost +3\\.75$")
        .containsPattern("(?m)^budget +50\\.00$")
        .containsPattern("(?m)^idle_shutdown +after 30m00s; idle for 12m00s, shuts down in 18m00s$")
        .contains("bundled sample");
    var parsed = GetServerInfoResponse.newBuilder();
    JsonFormat.parser().merge(Cli.run(server, "info", "--output", "json").out(), parsed);
    assertThat(parsed.getDataset().getSample()).isTrue();
    assertThat(Cli.run(server, "info", "--output", "CSV").lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("version,started,java,backend");
  }

  @Test
  void theTableOfCommandsHasThemAll() {
    assertThat(new Cli().run("help-table").lines())
        .contains(
            "| `info` | Shows the server's version, devices, data and limits, what its runs cost"
                + " and when it shuts down. |")
        .anySatisfy(line -> assertThat(line).startsWith("| `plot` |"))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(21);
  }

  /** The README's table is this command's output, so that it cannot fall behind. */
  @Test
  void theReadmesTableIsThisOne() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(readme).contains(String.join("\n", new Cli().run("help-table").lines()));
  }
}
