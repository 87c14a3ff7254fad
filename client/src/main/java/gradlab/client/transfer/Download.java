package gradlab.client.transfer;

import gradlab.client.connection.Connection;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.DownloadArtifactResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A run's file, from the server to here: whole or not at all. */
public final class Download {
  /** 64 MiB at a slow line's 200 kB/s. */
  private static final long DEADLINE_MINUTES = 6;

  private final Connection connection;

  public Download(Connection connection) {
    this.connection = connection;
  }

  /**
   * What arrived.
   *
   * @param checkpoint what it is from; empty where it is from none
   */
  public record Arrived(String checkpoint, long bytes, String sha256) {}

  /** Fetches a file into the place of what may be there. */
  public Arrived replace(DownloadArtifactRequest request, Path target) {
    return fetch(request, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Fetches a file to where none is. */
  public Arrived create(DownloadArtifactRequest request, Path target) {
    if (Files.exists(target)) {
      throw exists(target);
    }
    return fetch(request, target);
  }

  private Arrived fetch(
      DownloadArtifactRequest request, Path target, StandardCopyOption... options) {
    if (Files.isDirectory(target)) {
      throw new Failure(
          ExitCode.USAGE, target + " is a directory", "name a file: " + target.resolve("NAME"));
    }
    var chunks =
        connection
            .training()
            .withDeadlineAfter(DEADLINE_MINUTES, TimeUnit.MINUTES)
            .downloadArtifact(request);
    chunks.hasNext(); // a refusal comes here, before anything is made on the disk
    try {
      Path folder = target.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path partial =
          folder.resolve(
              "%s.%08x.part"
                  .formatted(target.getFileName(), ThreadLocalRandom.current().nextInt()));
      try {
        Arrived arrived = receive(chunks, request, partial);
        move(partial, target, options);
        return arrived;
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new Failure(
              ExitCode.USAGE,
              "cannot write " + target + ": " + e,
              "choose another place, or free disk space")
          .causedBy(e);
    }
  }

  private static void move(Path partial, Path target, StandardCopyOption... options)
      throws IOException {
    try {
      Files.move(partial, target, options);
    } catch (FileAlreadyExistsException e) {
      throw exists(target).causedBy(e);
    }
  }

  private static Arrived receive(
      Iterator<DownloadArtifactResponse> chunks, DownloadArtifactRequest request, Path partial)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    String checkpoint = "";
    String expected = "";
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(partial), digest)) {
      while (chunks.hasNext()) {
        DownloadArtifactResponse chunk = chunks.next();
        chunk.getChunk().writeTo(out);
        checkpoint = checkpoint.isEmpty() ? chunk.getCheckpoint() : checkpoint;
        expected = chunk.getSha256();
      }
    }
    String actual = Sha256.hex(digest);
    if (!actual.equals(expected)) {
      throw new Failure(
          ExitCode.REFUSED,
          "%s of run %s arrived damaged: sha256 %s, not %s"
              .formatted(request.getName(), request.getRunId(), actual, expected),
          "try again");
    }
    return new Arrived(checkpoint, Files.size(partial), actual);
  }

  private static Failure exists(Path target) {
    return new Failure(
        ExitCode.USAGE,
        target + " is there already",
        "name another file with --out, or replace it with --force");
  }
}
