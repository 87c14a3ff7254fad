package gradlab.client.transfer;

import gradlab.client.connection.Connection;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.v1.DownloadArtifactRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A folder of a run's, from the server to here; it comes as a zip file. */
public final class FolderDownload {
  private final Connection connection;

  public FolderDownload(Connection connection) {
    this.connection = connection;
  }

  /**
   * Unpacks it into a folder, which is made where it is not there. What is there already and has
   * another content stays, and then nothing is written at all, except with {@code replace}.
   *
   * @return the files, without the folder
   */
  public List<Path> fetch(DownloadArtifactRequest request, Path folder, boolean replace) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new Failure(ExitCode.USAGE, folder + " is a file", "name a folder with --out");
    }
    try {
      Path scratch = Files.createTempDirectory("gradlab-export");
      Path archive = scratch.resolve(request.getName());
      try {
        new Download(connection).create(request, archive);
        return unpack(archive, folder, replace);
      } finally {
        Files.deleteIfExists(archive);
        Files.deleteIfExists(scratch);
      }
    } catch (IOException e) {
      throw new Failure(
              ExitCode.USAGE,
              "cannot write into " + folder + ": " + e,
              "choose another place, or free disk space")
          .causedBy(e);
    }
  }

  static List<Path> unpack(Path archive, Path folder, boolean replace) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      var files = new ArrayList<Path>();
      for (ZipEntry entry : entries) {
        Path file = inside(entry.getName());
        files.add(file);
        if (!replace) {
          checkFree(folder.resolve(file), zip, entry);
        }
      }
      for (int i = 0; i < entries.size(); i++) {
        write(zip, entries.get(i), folder.resolve(files.get(i)));
      }
      return files;
    }
  }

  /** A server must not be able to write anywhere else. */
  private static Path inside(String name) {
    try {
      Path path = Path.of(name);
      boolean steps =
          Arrays.stream(name.split("/", -1))
              .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
      if (!steps && !path.isAbsolute() && !name.contains("\\")) {
        return path;
      }
    } catch (InvalidPathException e) {
      // refused below
    }
    throw new Failure(
        ExitCode.REFUSED,
        "the server sent a file whose name is no path in a folder: "
            + name.replaceAll("\\p{Cntrl}", "?"),
        "do not trust this server");
  }

  private static void checkFree(Path file, ZipFile zip, ZipEntry entry) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    boolean same = false;
    if (Files.isRegularFile(file)) {
      try (var in = zip.getInputStream(entry)) {
        same = Arrays.equals(in.readAllBytes(), Files.readAllBytes(file));
      }
    }
    if (!same) {
      throw new Failure(
          ExitCode.USAGE,
          file + " is there already",
          "name another folder with --out, or replace what is in it with --force");
    }
  }

  private static void write(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try (var in = zip.getInputStream(entry)) {
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
