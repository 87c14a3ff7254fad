package gradlab.client.output;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that a user asked for: there whole or not at all, and never in place of another one unless
 * that was meant.
 */
public final class WholeFile {
  private final Path path;
  private final boolean overwrite;

  private WholeFile(Path path, boolean overwrite) {
    this.path = path;
    this.overwrite = overwrite;
  }

  /**
   * Failure where the file cannot be there, so that it is known before the work is done.
   *
   * @param name as the user typed it
   * @param overwrite whether it may replace a file
   */
  public static WholeFile at(String name, boolean overwrite) {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      throw unusable(name, "is no file name: " + e.getReason(), "name another file").causedBy(e);
    }
    Path folder = path.toAbsolutePath().getParent();
    if (path.getFileName() == null || Files.isDirectory(path)) {
      throw unusable(name, "is a folder", "name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw unusable(name, "cannot be there: there is no folder " + folder, "make it first");
    }
    if (!overwrite && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw taken(name);
    }
    return new WholeFile(path, overwrite);
  }

  public Path path() {
    return path;
  }

  public void write(byte[] content) {
    try {
      // Not createTempFile: its files can be read by their owner alone.
      String own = ".%s.%d.part".formatted(path.getFileName(), ProcessHandle.current().pid());
      Path partial = path.resolveSibling(own);
      try {
        Files.write(partial, content);
        publish(partial);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (FileAlreadyExistsException e) {
      throw taken(path.toString()).causedBy(e);
    } catch (IOException e) {
      throw unusable(path.toString(), "cannot be written: " + e, "name another with --out")
          .causedBy(e);
    }
  }

  /** Without overwriting a file that was made meanwhile is left alone, too. */
  private void publish(Path partial) throws IOException {
    if (overwrite) {
      Files.move(
          partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.move(partial, path);
    }
  }

  private static Failure taken(String name) {
    return unusable(name, "exists already", "--force overwrites it, --out names another");
  }

  private static Failure unusable(String name, String why, String next) {
    return new Failure(ExitCode.USAGE, name + " " + why, next);
  }
}
