package gradlab.rpc;

import static gradlab.rpc.ImportCalls.imported;
import static gradlab.rpc.ImportCalls.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.RunId;
import gradlab.exchange.course.CourseFile;
import gradlab.exchange.course.CourseFolders;
import gradlab.v1.ImportRunRequest;
import gradlab.v1.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imported runs, with a real store. */
class ImportsTest {
  @TempDir Path state;
  private ServiceHarness harness;

  @BeforeEach
  void start() {
    harness = new ServiceHarness(state);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void isARunThatHasEnded() {
    var run = imported(harness, "VGG_08");
    assertThat(run.getRunId()).startsWith("official-vgg-08-");
    assertThat(run.getState()).isEqualTo(RunState.RUN_STATE_COMPLETED);
    assertThat(run.getConfig().getNetwork().getNetwork()).isEqualTo("VGG_08");
    assertThat(run.getConfig().getNetwork().getBlock()).isEqualTo("plain");
    assertThat(run.getLastEpoch().getTrainLoss()).isPositive();
    assertThat(run.hasTest()).isTrue();
    assertThat(run.hasGradientRatio()).isTrue();
    assertThat(run.getStateReason()).contains("imported from the course's", "test_summary.csv");
    assertThat(harness.runs.list(10, Optional.empty(), java.util.Set.of())).hasSize(1);
    assertThat(harness.launched).isEmpty();
  }

  @Test
  void whatIsNotKnownIsNotSet() {
    var run = imported(harness, "VGG_38");
    var config = run.getConfig();
    assertThat(config.getNetwork().getBlock()).isEmpty(); // a residual one has the same names
    assertThat(config.getNetwork().getBlocksPerStage()).isEqualTo(5);
    assertThat(config.getNetwork().hasFilters()).isFalse();
    assertThat(config.getNetwork().hasDeepSupervision()).isFalse();
    assertThat(config.getTraining()).isEqualTo(gradlab.v1.TrainingConfig.getDefaultInstance());
    assertThat(config.hasPolicy()).isFalse();
    assertThat(run.getLastEpoch().hasStep()).isFalse();
    assertThat(run.getLastEpoch().hasLearningRate()).isFalse();
    assertThat(run.getLastEpoch().hasDuration()).isFalse();
    assertThat(run.hasStartTime()).isFalse();
    assertThat(run.hasEndTime()).isFalse();
    assertThat(run.hasProvenance()).isFalse();
    assertThat(run.getAttempt()).isZero();
  }

  @Test
  void survivesARestartWithAndWithoutTheIndex() throws Exception {
    var run = imported(harness, "VGG_08");
    harness.close();
    harness = new ServiceHarness(state);
    var view = harness.runs.view(RunId.of(run.getRunId()));
    assertThat(RunMessages.run(view, 0)).isEqualTo(run);
    harness.close();
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(state.resolve("index.db" + suffix));
    }
    harness = new ServiceHarness(state);
    assertThat(RunMessages.run(harness.runs.view(view.id()), 0)).isEqualTo(run);
    assertThat(imported(harness, "VGG_08").getRunId()).isEqualTo(run.getRunId());
  }

  @Test
  void theSameResultsAreTheSameRun() {
    var folder = CourseFolders.of("VGG_08");
    var first = harness.imports.run(request(folder).setName("a").putTags("of", "x").build());
    assertThat(first.getWasThere()).isFalse();
    var other =
        new CourseFile(
            "other.csv",
            new String(folder.summary().content(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("\r", "")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var again =
        harness.imports.run(
            request(new CourseFolders(other, folder.testSummary(), folder.gradients()))
                .setName("b")
                .build());
    assertThat(again.getWasThere()).isTrue();
    assertThat(again.getRun()).isEqualTo(first.getRun());
    assertThatThrownBy(() -> harness.imports.run(request(folder).setBlock("residual").build()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(
            "block: is residual, but the same results are here as run %s, whose block is plain: delete that run first, or leave this out"
                .formatted(first.getRun().getRunId()));
    harness.runs.delete(RunId.of(first.getRun().getRunId()));
    assertThat(harness.imports.run(request(folder).setBlock("residual").build()).getWasThere())
        .isFalse();
  }

  @Test
  void twoAtTheSameTimeAreOne() {
    var request = request(CourseFolders.bundled("VGG_08")).build();
    var calls =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> harness.imports.run(request).getRun()))
            .limit(8)
            .toList();
    assertThat(calls.stream().map(c -> c.join().getRunId()).distinct()).hasSize(1);
    assertThat(harness.runs.list(10, Optional.empty(), java.util.Set.of())).hasSize(1);
  }

  @Test
  void aBadRequestNamesItsFields() {
    var request =
        ImportRunRequest.newBuilder()
            .setName("a\nb")
            .putTags("", "x")
            .addFiles(gradlab.v1.ResultFile.newBuilder().setName("../summary.csv"));
    assertThatThrownBy(() -> harness.imports.run(request.build()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("files[0].kind: is RESULT_FILE_KIND_UNSPECIFIED")
        .hasMessageContaining("files[0].name: '../summary.csv' is no file name without a path")
        .hasMessageContaining("files: has no SUMMARY")
        .hasMessageContaining("name: holds control characters")
        .hasMessageContaining("tags[]: has an empty key");
    var twice = request(CourseFolders.bundled("VGG_08"));
    twice.addFiles(twice.getFiles(0));
    assertThatThrownBy(() -> harness.imports.run(twice.build()))
        .hasMessageContaining("files[3].kind: is RESULT_FILE_KIND_SUMMARY for the second time");
    var large = request(CourseFolders.bundled("VGG_08"));
    large.getFilesBuilder(0).setContent(ByteString.copyFrom(new byte[1_000_001]));
    assertThatThrownBy(() -> harness.imports.run(large.build()))
        .hasMessageContaining("bytes together, at most 1,000,000 are allowed");
    assertThat(harness.runs.list(10, Optional.empty(), java.util.Set.of())).isEmpty();
  }

  @Test
  void whatIsSaidOfTheNetworkMustAgreeWithTheLayers() {
    var folder = CourseFolders.of("VGG_38");
    assertThatThrownBy(() -> harness.imports.run(request(folder).setNetwork("VGG_08").build()))
        .hasMessage(
            "network: is VGG_08, but the 39 layers of the gradient flow are those of VGG_38");
    assertThatThrownBy(() -> harness.imports.run(request(folder).setNetwork("VGG_39").build()))
        .hasMessageStartingWith("network: there is no VGG_39 with 3 stages");
    assertThatThrownBy(() -> harness.imports.run(request(folder).setBlock("resnet").build()))
        .hasMessageStartingWith("block: 'resnet' is not known");
    assertThatThrownBy(() -> harness.imports.run(request(folder).setBlock("bn").build()))
        .hasMessage(
            "block: is bn, but the gradient flow is not that of VGG_38 bn: it has no layer block_0_0_bn_0");
    var run = harness.imports.run(request(folder).setBlock("residual").build()).getRun();
    assertThat(run.getConfig().getNetwork().getBlock()).isEqualTo("residual");
    assertThat(run.getConfig().getNetwork().getNetwork()).isEqualTo("VGG_38");
    var bare = request(new CourseFolders(folder.summary(), Optional.empty(), Optional.empty()));
    var said = harness.imports.run(bare.setNetwork("VGG_38").setBlock("bn").build()).getRun();
    assertThat(said.getConfig().getNetwork().getBlocksPerStage()).isEqualTo(5);
    assertThat(said.getConfig().getNetwork().getBlock()).isEqualTo("bn");
  }
}
