package gradlab.rpc;

import gradlab.artifacts.ArtifactStore;
import gradlab.domain.GradlabException.NotFound;
import gradlab.store.ResultFiles;
import gradlab.store.RunLog;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.DownloadArtifactResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** A run's files, as content in chunks. */
final class Artifacts {
  /** Of one message. */
  static final int CHUNK_BYTES = 1024 * 1024;

  private static final String FOLDER = "result_outputs";

  /** Names, never paths: nothing a client says becomes part of a path. */
  private static final List<String> RESULTS = List.of("summary.csv", "test_summary.csv");

  private Artifacts() {}

  static void send(
      RunLog log,
      DownloadArtifactRequest request,
      ArtifactStore artifacts,
      ServerCallStreamObserver<DownloadArtifactResponse> client) {
    check(request);
    if (RESULTS.contains(request.getName())) {
      ArtifactSender.send(result(log, request.getName()), "", client);
    } else if (ResultExport.named(request.getName()).isPresent()) {
      var export = ResultExport.named(request.getName()).get();
      ArtifactSender.send(export.write(log, artifacts), "", client);
    } else {
      var export = WeightsExport.of(log, request);
      ArtifactSender.send(export.write(artifacts), export.checkpoint(), client);
    }
  }

  private static void check(DownloadArtifactRequest request) {
    var violations = new Violations();
    var results = Stream.concat(RESULTS.stream(), ResultExport.names().stream()).toList();
    boolean result = results.contains(request.getName());
    if (!result && !WeightsExport.NAMES.contains(request.getName())) {
      violations.add(
          "name",
          "'%s' is not known; there are %s, %s"
              .formatted(
                  NetworkRules.shown(request.getName()),
                  String.join(", ", results),
                  String.join(", ", WeightsExport.NAMES)));
    } else if (result && !request.getCheckpoint().isEmpty()) {
      violations.add("checkpoint", "is for weights only, %s has none".formatted(request.getName()));
    }
    violations.throwIfAny();
  }

  /** They are small: a line an epoch. */
  private static InputStream result(RunLog log, String name) {
    ResultFiles.write(log);
    var file = log.directory().resolve(FOLDER).resolve(name);
    try {
      if (!Files.exists(file)) {
        throw new NotFound(
            "run %s has no %s yet: %s"
                .formatted(
                    log.view().id(),
                    name,
                    name.equals("summary.csv")
                        ? "it comes with the first finished epoch"
                        : "evaluate the run first"));
      }
      return new ByteArrayInputStream(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
