package gradlab.client.demo;

import gradlab.client.connection.Connection;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.DownloadArtifactResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** A run's file, from the server to here. */
final class Downloads {
  private static final long DEADLINE_SECONDS = 60;
  private final Connection connection;

  Downloads(Connection connection) {
    this.connection = connection;
  }

  /** The file is there whole or not at all. */
  void fetch(String runId, String name, Path target) {
    var chunks =
        connection
            .training()
            .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .downloadArtifact(
                DownloadArtifactRequest.newBuilder().setRunId(runId).setName(name).build());
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Path partial = target.resolveSibling(target.getFileName() + ".part");
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String expected = "";
      try (OutputStream out = Files.newOutputStream(partial)) {
        while (chunks.hasNext()) {
          DownloadArtifactResponse chunk = chunks.next();
          chunk.getChunk().writeTo(out);
          sha256.update(chunk.getChunk().asReadOnlyByteBuffer());
          expected = chunk.getSha256();
        }
      }
      String actual = HexFormat.of().formatHex(sha256.digest());
      if (!actual.equals(expected)) {
        throw new Failure(
            ExitCode.REFUSED,
            "%s of run %s arrived damaged: sha256 %s, not %s"
                .formatted(name, runId, actual, expected),
            "try again");
      }
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
