package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import gradlab.domain.GradlabException;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunId;
import gradlab.exchange.course.CourseFile;
import gradlab.exchange.course.CourseFolders;
import gradlab.store.ResultFiles;
import gradlab.store.RunHistory;
import gradlab.v1.CompareRunsRequest;
import gradlab.v1.ConfigDifference;
import gradlab.v1.Contrast;
import gradlab.v1.DiagnoseRunRequest;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.FigureKind;
import gradlab.v1.ImportRunRequest;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.ResultFileKind;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

  private static ImportRunRequest.Builder request(CourseFolders folder) {
    var request = ImportRunRequest.newBuilder();
    add(request, ResultFileKind.RESULT_FILE_KIND_SUMMARY, Optional.of(folder.summary()));
    add(request, ResultFileKind.RESULT_FILE_KIND_TEST_SUMMARY, folder.testSummary());
    add(request, ResultFileKind.RESULT_FILE_KIND_GRADIENT_FLOW, folder.gradients());
    return request;
  }

  private static void add(
      ImportRunRequest.Builder request, ResultFileKind kind, Optional<CourseFile> file) {
    file.ifPresent(
        f ->
            request
                .addFilesBuilder()
                .setKind(kind)
                .setName(f.name())
                .setContent(ByteString.copyFrom(f.content())));
  }

  private Run imported(String network) {
    return harness
        .imports
        .run(request(CourseFolders.of(network)).setName("official " + network).build())
        .getRun();
  }

  /** A run of ours that has finished three epochs. */
  private RunId ours() {
    var asked = StartRunRequest.newBuilder();
    asked.getConfigBuilder().setName("ours").getNetworkBuilder().setNetwork("VGG_08");
    var view = harness.runs.start(StartRunValidator.check(asked.build(), OptionalInt.empty()), "");
    var log = harness.runs.log(view.id());
    for (int epoch = 0; epoch < 3; epoch++) {
      log.append(
          List.of(
              gradlab.store.Runs.server(
                  new EpochMetrics(
                      epoch,
                      (epoch + 1) * 10L,
                      Math.nextUp(4.0 - epoch),
                      1.0 / (7 - epoch),
                      epoch == 1 ? Double.NaN : 3e-7,
                      0.1 * (epoch + 1),
                      1e-3,
                      Duration.ofSeconds(2),
                      9,
                      0,
                      epoch,
                      0.1 * (epoch + 1))),
              gradlab.store.Runs.server(gradlab.store.Runs.flow(epoch, 2e-18 / 3, 8.5e-5))));
    }
    return view.id();
  }

  @Test
  void isARunThatHasEnded() {
    var run = imported("VGG_08");
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
    var run = imported("VGG_38");
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
    var run = imported("VGG_08");
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
    assertThat(imported("VGG_08").getRunId()).isEqualTo(run.getRunId());
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
  void appearsBesideOursInEveryFigure() {
    var official = imported("VGG_38");
    var ours = ours();
    for (var kind :
        List.of(FigureKind.FIGURE_KIND_GRADIENT_FLOW, FigureKind.FIGURE_KIND_LEARNING_CURVES)) {
      var svg =
          new Figures(harness.runs)
              .render(
                  RenderFigureRequest.newBuilder()
                      .setKind(kind)
                      .addRunIds(ours.value())
                      .addRunIds(official.getRunId())
                      .build());
      assertThat(svg.getContent().toStringUtf8()).contains(">ours", ">official VGG_38<");
    }
    assertThatThrownBy(
            () ->
                new Figures(harness.runs)
                    .render(
                        RenderFigureRequest.newBuilder()
                            .setKind(FigureKind.FIGURE_KIND_SIGNAL)
                            .addRunIds(official.getRunId())
                            .build()))
        .hasMessageContaining("is imported: what came out of its layers is not known");
  }

  @Test
  void isComparedWithOurs() {
    var healthy = imported("VGG_08");
    var broken = imported("VGG_38");
    var ours = ours();
    var comparison =
        harness.comparisons.compare(
            CompareRunsRequest.newBuilder()
                .addSubjectIds(healthy.getRunId())
                .addSubjectIds(broken.getRunId())
                .addSubjectIds(ours.value())
                .addValAccThresholds(0.05)
                .build());
    assertThat(comparison.getEpoch()).isEqualTo(2);
    assertThat(comparison.getConfigDifferencesList())
        .extracting(ConfigDifference::getField)
        .containsExactly("network.network", "network.blocks_per_stage", "imported");
    assertThat(comparison.getContrastsList())
        .extracting(Contrast::getSentence)
        .anyMatch(s -> s.startsWith("official VGG_08 beats official VGG_38 by"))
        .anyMatch(s -> s.startsWith("ours beats official VGG_08 by"));
    var reached = comparison.getSubjects(0).getReached(0);
    assertThat(reached.getEpochs().getN()).isEqualTo(1);
    assertThat(reached.hasSeconds()).as("its epochs' durations are not known").isFalse();
    assertThat(comparison.getSubjects(2).getReached(0).hasSeconds()).isTrue();
    assertThat(comparison.getSubjects(0).hasTestAcc()).isTrue();
  }

  @Test
  void isDiagnosed() {
    var broken = harness.runs.log(RunId.of(imported("VGG_38").getRunId()));
    assertThat(Diagnoses.answer(broken, DiagnoseRunRequest.getDefaultInstance()).getVerdict())
        .isEqualTo("vanishing");
    var folder = CourseFolders.bundled("VGG_08");
    var bare = request(new CourseFolders(folder.summary(), folder.testSummary(), Optional.empty()));
    var run = harness.imports.run(bare.build()).getRun();
    assertThat(run.getConfig().getName()).isEqualTo("imported");
    assertThat(run.getConfig().getNetwork().getNetwork()).isEmpty();
    var diagnosis =
        Diagnoses.answer(
            harness.runs.log(RunId.of(run.getRunId())), DiagnoseRunRequest.getDefaultInstance());
    assertThat(diagnosis.getVerdict()).isEqualTo("unknown");
    assertThat(diagnosis.getExplanation()).contains("imported without a gradient flow");
  }

  @Test
  void canBeDeletedButNotTrained() {
    var id = RunId.of(imported("VGG_08").getRunId());
    var runs = harness.runs;
    List<Runnable> calls =
        List.of(
            () -> runs.resume(id, OptionalInt.empty(), Optional.empty()),
            () -> runs.resume(id, OptionalInt.of(1), Optional.empty()),
            () -> runs.fork(id, OptionalInt.of(0), runs.view(ours()).config(), ""),
            () -> runs.evaluate(id, true),
            () -> runs.pause(id),
            () -> runs.stop(id),
            () -> runs.kill(id),
            () ->
                WeightsExport.of(
                    runs.log(id),
                    DownloadArtifactRequest.newBuilder().setName("weights.npz").build()));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(WrongState.class)
          .hasMessageStartingWith(
              "run " + id + " is imported: it has no checkpoints, so there is nothing to ");
    }
    runs.delete(id);
    assertThatThrownBy(() -> runs.view(id)).isInstanceOf(GradlabException.NotFound.class);
  }

  @Test
  void itsResultFilesAreTheCoursesAgain() throws Exception {
    var folder = CourseFolders.of("VGG_08");
    var id = RunId.of(imported("VGG_08").getRunId());
    Path results = harness.runs.log(id).directory().resolve(ResultFiles.DIRECTORY);
    assertThat(Files.readString(results.resolve("summary.csv"))).isEqualTo(text(folder.summary()));
    assertThat(Files.readString(results.resolve("test_summary.csv")))
        .isEqualTo(text(folder.testSummary().orElseThrow()));
  }

  private static String text(CourseFile file) {
    return new String(file.content(), java.nio.charset.StandardCharsets.UTF_8).replace("\r", "");
  }

  @Test
  void oursExportedAndImportedHasTheSameNumbers() throws Exception {
    var ours = ours();
    var exported = Zips.read(ResultExport.COURSE.write(harness.runs.log(ours), harness.artifacts));
    assertThat(exported.keySet())
        .containsExactly("result_outputs/summary.csv", "gradient_flow.csv");
    var folder =
        new CourseFolders(
            new CourseFile("summary.csv", exported.get("result_outputs/summary.csv")),
            Optional.empty(),
            Optional.of(new CourseFile("g.csv", exported.get("gradient_flow.csv"))));
    var copy = harness.imports.run(request(folder).build()).getRun();
    var theirs = RunHistory.epochs(harness.runs.log(RunId.of(copy.getRunId())));
    var was = RunHistory.epochs(harness.runs.log(ours));
    assertThat(theirs).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(numbers(theirs.get(i))).containsExactly(numbers(was.get(i)));
    }
    var flows = RunHistory.flows(harness.runs.log(RunId.of(copy.getRunId())), f -> true);
    var flowsWere = RunHistory.flows(harness.runs.log(ours), f -> true);
    for (int i = 0; i < 3; i++) {
      for (int layer = 0; layer < flowsWere.get(i).layers().size(); layer++) {
        assertThat(flows.get(i).layers().get(layer).meanAbs())
            .isEqualTo(flowsWere.get(i).layers().get(layer).meanAbs());
      }
      assertThat(flows.get(i).gradientRatio()).isEqualTo(flowsWere.get(i).gradientRatio());
    }
    var twice =
        Zips.read(
            ResultExport.COURSE.write(
                harness.runs.log(RunId.of(copy.getRunId())), harness.artifacts));
    assertThat(twice.get("gradient_flow.csv")).isEqualTo(exported.get("gradient_flow.csv"));
  }

  private static double[] numbers(EpochMetrics e) {
    return new double[] {
      e.trainLoss(), e.trainAcc(), e.valLoss(), e.valAcc(), e.bestEpoch(), e.bestValAcc()
    };
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
