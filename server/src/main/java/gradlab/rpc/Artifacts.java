package gradlab.rpc;

import com.google.protobuf.ByteString;
import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.NotFound;
import gradlab.store.ResultFiles;
import gradlab.store.RunLog;
import gradlab.v1.DownloadArtifactResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A run's result files, as content in chunks. They are small: a line an epoch. */
final class Artifacts {
  private static final int CHUNK_BYTES = 1024 * 1024;
  private static final String FOLDER = "result_outputs";

  /** Names, never paths: nothing a client says becomes part of a path. */
  private static final List<String> NAMES = List.of("summary.csv", "test_summary.csv");

  private Artifacts() {}

  static void send(RunLog log, String name, StreamObserver<DownloadArtifactResponse> client) {
    byte[] content = read(log, name);
    int at = 0;
    while (content.length - at > CHUNK_BYTES) {
      client.onNext(chunk(content, at, CHUNK_BYTES).build());
      at += CHUNK_BYTES;
    }
    client.onNext(chunk(content, at, content.length - at).setSha256(sha256(content)).build());
    client.onCompleted();
  }

  private static byte[] read(RunLog log, String name) {
    if (!NAMES.contains(name)) {
      throw new InvalidRequest(
          List.of(
              new FieldViolation(
                  "name",
                  "'%s' is not known; there are %s"
                      .formatted(NetworkRules.shown(name), String.join(", ", NAMES)))));
    }
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
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DownloadArtifactResponse.Builder chunk(byte[] content, int from, int length) {
    return DownloadArtifactResponse.newBuilder()
        .setChunk(ByteString.copyFrom(content, from, length));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
