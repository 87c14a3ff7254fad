package gradlab.store;

import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files of a run's checkpoints, as the server looks at them: it never reads into them. */
public final class CheckpointFiles {
  static final String DIRECTORY = "checkpoints";
  private static final String SUFFIX = ".zip";

  private final Path directory;

  public CheckpointFiles(Path runDirectory) {
    directory = runDirectory.resolve(DIRECTORY);
  }

  /** Of the checkpoint with this name. */
  public Path file(String name) {
    return directory.resolve(name + SUFFIX);
  }

  /** What is wrong with the file, in words; empty where it is what was saved. */
  public Optional<String> damage(CheckpointSaved checkpoint) {
    Path file = file(checkpoint.name());
    if (!Files.isRegularFile(file)) {
      return Optional.of("its file is missing");
    }
    try {
      long size = Files.size(file);
      if (size != checkpoint.sizeBytes()) {
        return Optional.of(
            "its file has %,d bytes, %,d were saved".formatted(size, checkpoint.sizeBytes()));
      }
      return sha256(file).equals(checkpoint.sha256())
          ? Optional.empty()
          : Optional.of("its file's SHA-256 is not that of what was saved");
    } catch (IOException e) {
      return Optional.of("its file cannot be read: " + e.getMessage());
    }
  }

  private static String sha256(Path file) throws IOException {
    var digest = Sha256.digest();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream()); // what is skipped is not digested
    }
    return Sha256.hex(digest);
  }

  /** Takes another run's checkpoint; both hold the file on their own. */
  void take(Path otherRunDirectory, String name) throws IOException {
    Path from = new CheckpointFiles(otherRunDirectory).file(name);
    Files.createDirectories(directory);
    try {
      Files.createLink(file(name), from);
    } catch (UnsupportedOperationException e) { // a file system without hard links
      Files.copy(from, file(name));
    }
    DurableFiles.syncDirectory(directory);
  }

  /** Removes what an interrupted write or removal left; there must be no worker. */
  public void keepOnly(Collection<String> names) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    var kept = names.stream().map(this::file).collect(Collectors.toSet());
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!kept.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Those that are not there are left out. */
  public void delete(Collection<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(file(name));
    }
  }
}
