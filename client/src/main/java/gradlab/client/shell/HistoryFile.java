package gradlab.client.shell;

import gradlab.client.trust.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where the lines that were typed are kept: for their user alone, since anything may be in them.
 */
final class HistoryFile {
  private HistoryFile() {}

  /** There and readable by its owner only; empty where it cannot be. */
  static Optional<Path> of(Map<String, String> environment) {
    Path file =
        Directories.of(environment, "XDG_STATE_HOME", ".local/state").resolve("shell-history");
    try {
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var owner = PosixFilePermissions.fromString("rw-------");
      if (Files.notExists(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      }
      Files.setPosixFilePermissions(file, owner);
      return Optional.of(file);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // a shell without memory is better than none
    }
  }
}
