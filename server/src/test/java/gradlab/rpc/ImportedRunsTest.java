package gradlab.rpc;

import static gradlab.rpc.ImportCalls.imported;
import static gradlab.rpc.ImportCalls.ours;
import static gradlab.rpc.ImportCalls.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException;
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
import gradlab.v1.RenderFigureRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with imported runs: all that only looks, beside runs of ours. */
class ImportedRunsTest {
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
  void appearsBesideOursInEveryFigure() {
    var official = imported(harness, "VGG_38");
    var ours = ours(harness);
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
    var healthy = imported(harness, "VGG_08");
    var broken = imported(harness, "VGG_38");
    var ours = ours(harness);
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
    var broken = harness.runs.log(RunId.of(imported(harness, "VGG_38").getRunId()));
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
    var id = RunId.of(imported(harness, "VGG_08").getRunId());
    var runs = harness.runs;
    List<Runnable> calls =
        List.of(
            () -> runs.resume(id, OptionalInt.empty(), Optional.empty()),
            () -> runs.resume(id, OptionalInt.of(1), Optional.empty()),
            () -> runs.fork(id, OptionalInt.of(0), runs.view(ours(harness)).config(), ""),
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
    var id = RunId.of(imported(harness, "VGG_08").getRunId());
    Path results = harness.runs.log(id).directory().resolve(ResultFiles.DIRECTORY);
    assertThat(Files.readString(results.resolve("summary.csv"))).isEqualTo(text(folder.summary()));
    assertThat(Files.readString(results.resolve("test_summary.csv")))
        .isEqualTo(text(folder.testSummary().orElseThrow()));
  }

  @Test
  void oursExportedAndImportedHasTheSameNumbers() throws Exception {
    var ours = ours(harness);
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

  private static String text(CourseFile file) {
    return new String(file.content(), java.nio.charset.StandardCharsets.UTF_8).replace("\r", "");
  }

  private static double[] numbers(EpochMetrics e) {
    return new double[] {
      e.trainLoss(), e.trainAcc(), e.valLoss(), e.valAcc(), e.bestEpoch(), e.bestValAcc()
    };
  }
}
