package gradlab.rpc;

import com.google.protobuf.ByteString;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunId;
import gradlab.exchange.course.CourseFile;
import gradlab.exchange.course.CourseFolders;
import gradlab.v1.ImportRunRequest;
import gradlab.v1.ResultFileKind;
import gradlab.v1.Run;
import gradlab.v1.StartRunRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Imports for tests, and a run of ours to put beside them. */
final class ImportCalls {
  private ImportCalls() {}

  static ImportRunRequest.Builder request(CourseFolders folder) {
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

  static Run imported(ServiceHarness harness, String network) {
    return harness
        .imports
        .run(request(CourseFolders.of(network)).setName("official " + network).build())
        .getRun();
  }

  /** A run of ours that has finished three epochs. */
  static RunId ours(ServiceHarness harness) {
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
}
