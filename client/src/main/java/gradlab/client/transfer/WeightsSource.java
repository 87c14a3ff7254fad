package gradlab.client.transfer;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Weights on this machine: a .safetensors or .npz file, or a directory of NAME.npy files, which
 * becomes a npz on its way. What is in the files is the server's business.
 */
public final class WeightsSource {
  /** The first that a zip can say: the same arrays are the same npz. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String ACCEPTED =
      "accepted are a .safetensors file, a .npz file, and a directory of NAME.npy files";

  private final Path path;
  private final List<Path> arrays;
  private final long bytes;

  private WeightsSource(Path path, List<Path> arrays, long bytes) {
    this.path = path;
    this.arrays = List.copyOf(arrays);
    this.bytes = bytes;
  }

  /** Failure where it is missing, empty, unreadable or something else. */
  public static WeightsSource of(Path path) {
    if (!Files.exists(path)) {
      throw refused("there is no " + path);
    }
    try {
      return Files.isDirectory(path) ? ofDirectory(path) : ofFile(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static WeightsSource ofDirectory(Path path) throws IOException {
    List<Path> arrays;
    try (var files = Files.list(path)) {
      arrays =
          files
              .filter(f -> f.getFileName().toString().endsWith(".npy") && Files.isRegularFile(f))
              .sorted()
              .toList();
    }
    if (arrays.isEmpty()) {
      throw refused("the directory " + path + " holds no .npy file");
    }
    long bytes = 0;
    for (Path array : arrays) {
      bytes += size(array);
    }
    return new WeightsSource(path, arrays, bytes);
  }

  private static WeightsSource ofFile(Path path) throws IOException {
    String name = path.getFileName().toString();
    if (!name.endsWith(".safetensors") && !name.endsWith(".npz")) {
      throw refused(path + " is none of the files that are read");
    }
    return new WeightsSource(path, List.of(), size(path));
  }

  private static long size(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw refused("no permission to read " + file);
    }
    long size = Files.size(file);
    if (size == 0) {
      throw refused(file + " is empty");
    }
    return size;
  }

  private static Failure refused(String message) {
    return new Failure(ExitCode.USAGE, "--init-from: " + message, ACCEPTED);
  }

  static Failure unreadable(Path path, IOException e) {
    return refused("cannot read " + path + ": " + e).causedBy(e);
  }

  Path path() {
    return path;
  }

  boolean isDirectory() {
    return !arrays.isEmpty();
  }

  /** Of the file, or of all arrays; a directory takes some more on its way. */
  public long bytes() {
    return bytes;
  }

  void writeTo(OutputStream out) throws IOException {
    if (!isDirectory()) {
      Files.copy(path, out);
      return;
    }
    var zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION); // weights do not compress
    for (Path array : arrays) {
      var entry = new ZipEntry(array.getFileName().toString());
      entry.setTimeLocal(TIME);
      zip.putNextEntry(entry);
      Files.copy(array, zip);
      zip.closeEntry();
    }
    zip.finish();
  }
}
