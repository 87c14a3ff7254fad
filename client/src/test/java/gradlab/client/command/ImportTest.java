package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.ImportRunResponse;
import gradlab.v1.ResultFile;
import gradlab.v1.ResultFileKind;
import gradlab.v1.RunEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which files are taken, and how an imported run looks: what is not known is not shown. */
class ImportTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir Path folder;

  @BeforeEach
  void answer() {
    server
        .experiments()
        .imported(
            ImportRunResponse.newBuilder().setRun(Samples.imported("abc1", "VGG_38")).build());
  }

  private Cli take(Path from, String... more) {
    var arguments = new ArrayList<>(List.of("import", from.toString()));
    arguments.addAll(List.of(more));
    return Cli.run(server, arguments.toArray(String[]::new));
  }

  private Path experiment(String... files) throws Exception {
    Path experiment = folder.resolve("VGG_38_experiment");
    for (String file : files) {
      Path path = experiment.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "content of " + file + "\r\n");
    }
    return experiment;
  }

  private List<String> sent() {
    return server.experiments().imports().get(0).getFilesList().stream()
        .map(ResultFile::getName)
        .toList();
  }

  @Test
  void theFoldersFilesAreSentByContent() throws Exception {
    Path experiment =
        experiment(
            "result_outputs/summary.csv",
            "result_outputs/test_summary.csv",
            "gradient_flow.csv",
            "saved_models/train_model_0");
    var cli = take(experiment, "--block", "residual", "--tag", "of=course");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.lines()).containsExactly("abc1");
    assertThat(cli.err())
        .contains(
            "imported VGG_38 as abc1: 100 epochs, test acc 0.4995; VGG_38, with which block is not known");
    var request = server.experiments().imports().get(0);
    assertThat(request.getName()).isEqualTo("VGG_38_experiment");
    assertThat(request.getBlock()).isEqualTo("residual");
    assertThat(request.getNetwork()).isEmpty();
    assertThat(request.getTagsMap()).containsEntry("of", "course");
    assertThat(request.getFilesList())
        .extracting(ResultFile::getKind)
        .containsExactly(
            ResultFileKind.RESULT_FILE_KIND_SUMMARY,
            ResultFileKind.RESULT_FILE_KIND_TEST_SUMMARY,
            ResultFileKind.RESULT_FILE_KIND_GRADIENT_FLOW);
    assertThat(sent()).containsExactly("summary.csv", "test_summary.csv", "gradient_flow.csv");
    assertThat(request.getFiles(0).getContent().toStringUtf8())
        .isEqualTo("content of result_outputs/summary.csv\r\n");
    assertThat(request.toString()).doesNotContain(folder.toString());
  }

  @Test
  void theFilesMayLieInTheFolderItselfAndHaveLongerNames() throws Exception {
    Path experiment =
        experiment("summary_from_official_figure.csv", "gradient_flow_official_figure.csv");
    assertThat(take(experiment, "--name", "mine", "--network", "VGG_38").exitCode()).isZero();
    assertThat(sent())
        .containsExactly("summary_from_official_figure.csv", "gradient_flow_official_figure.csv");
    assertThat(server.experiments().imports().get(0).getName()).isEqualTo("mine");
    assertThat(server.experiments().imports().get(0).getNetwork()).isEqualTo("VGG_38");
  }

  @Test
  void theResultsFolderItselfIsCalledByItsExperiment() throws Exception {
    Path experiment = experiment("result_outputs/summary.csv");
    assertThat(take(experiment.resolve("result_outputs")).exitCode()).isZero();
    assertThat(server.experiments().imports().get(0).getName()).isEqualTo("VGG_38_experiment");
    assertThat(sent()).containsExactly("summary.csv");
  }

  @Test
  void whichFileIsMeantIsNotGuessed() throws Exception {
    Path experiment = experiment("summary.csv", "gradient_flow_a.csv", "gradient_flow_b.csv");
    var cli = take(experiment);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains(
            "2 files that may be meant: gradient_flow_a.csv, gradient_flow_b.csv", "--gradients");
    Path meant = experiment.resolve("gradient_flow_b.csv");
    assertThat(take(experiment, "--gradients", meant.toString()).exitCode()).isZero();
    assertThat(sent()).containsExactly("summary.csv", "gradient_flow_b.csv");
  }

  @Test
  void aFolderWithoutResultsSaysWhereSomeAre() throws Exception {
    experiment("result_outputs/summary.csv");
    var cli = take(folder);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("has no summary.csv", folder.resolve("VGG_38_experiment").toString());
    assertThat(take(folder.resolve("nowhere")).err()).contains("nowhere is not there");
    assertThat(take(folder.resolve("VGG_38_experiment/result_outputs/summary.csv")).err())
        .contains("is no folder");
    assertThat(server.experiments().imports()).isEmpty();
  }

  @Test
  void filesThatAreTooLargeAreNotSent() throws Exception {
    Path experiment = experiment("summary.csv");
    Files.write(experiment.resolve("gradient_flow.csv"), new byte[1_000_000]);
    var cli = take(experiment);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains(
            "summary.csv, gradient_flow.csv have 1,000,024 bytes together, at most 1,000,000");
    assertThat(server.experiments().imports()).isEmpty();
  }

  @Test
  void resultsThatAreThereAreSaidToBe() throws Exception {
    server
        .experiments()
        .imported(
            ImportRunResponse.newBuilder()
                .setRun(Samples.imported("abc1", "VGG_38"))
                .setWasThere(true)
                .build());
    var cli = take(experiment("summary.csv"), "--output", "json");
    assertThat(cli.err()).contains("these results are here already, as abc1 (VGG_38)");
    assertThat(cli.lines()).singleElement().asString().contains("\"runId\":\"abc1\"");
  }

  @Test
  void whatIsNotKnownOfARunIsNotShown() {
    server.training().flowOf(run -> Samples.importedFlow());
    server
        .add(Samples.imported("abc1", "VGG_38"))
        .append(RunEvent.newBuilder().setEpoch(Samples.importedEpoch(99)))
        .append(RunEvent.newBuilder().setGradientFlow(Samples.importedFlow()))
        .state(gradlab.v1.RunState.RUN_STATE_COMPLETED, "imported");
    var show = Cli.run(server, "show", "abc1");
    assertThat(show.out())
        .containsPattern("(?m)^imported_from +summary.csv\\n +gradient_flow.csv$")
        .containsPattern("(?m)^train_loss +4.6051517$")
        .doesNotContain("step", "learning_rate", "deep_supervision", "filters", "seed", "NaN");
    assertThat(Cli.run(server, "runs").out()).containsPattern("course +COMPLETED +100 +4.6052");
    assertThat(Cli.run(server, "tail", "abc1").out())
        .contains("epoch 99  train loss 4.6052 acc 0.0093  val loss 4.6069 acc 0.0064\n")
        .contains("gradients of epoch 99: 2 layers, gradient_ratio 0")
        .doesNotContain("images/s");
    assertThat(Cli.run(server, "tail", "abc1", "--output", "csv").out())
        .contains(",epoch,99,,4.6051517,0.009305263157894737,4.6068726,0.0064,,,");
    assertThat(Cli.run(server, "grad", "abc1").out())
        .contains("epoch 99, its last step", "gradient_ratio 0, falls to 0; 1 of 2 layers")
        .containsPattern("block_2_4_conv_1 +1.000e-08 +▏");
    assertThat(Cli.run(server, "grad", "abc1", "--output", "csv").out())
        .contains("\n99,,true,block_2_4_conv_1,1.0E-8,,,,,\n");
    assertThat(Cli.run(server, "assert", "abc1", "val_acc < 0.01").exitCode()).isZero();
    for (String unknown :
        List.of("images_per_second", "learning_rate", "data_wait_share", "step")) {
      assertThat(Cli.run(server, "assert", "abc1", unknown + " >= 0").exitCode())
          .as(unknown)
          .isEqualTo(6);
    }
    assertThat(Cli.run(server, "grad", "abc1", "--output", "json").out())
        .doesNotContain("l2Norm", "elements", "\"step\"");
  }
}
