package gradlab.client.transfer;

import com.google.protobuf.ByteString;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.v1.ResultFile;
import gradlab.v1.ResultFileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The result files in an experiment folder of the course's framework: in its result_outputs, or
 * directly in it.
 */
public final class CourseFolder {
  private static final String OUTPUTS = "result_outputs";
  private static final String CSV = ".csv";

  /** As many as the server takes. */
  private static final long MOST_BYTES = 1_000_000;

  private static final int MOST_HINTS = 5;

  private final Path folder;

  private CourseFolder(Path folder) {
    this.folder = folder;
  }

  /** Failure where it is no folder. */
  public static CourseFolder at(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          ExitCode.USAGE,
          folder + (Files.exists(folder) ? " is no folder" : " is not there"),
          "name the folder of an experiment, or the one with its summary.csv");
    }
    return new CourseFolder(folder);
  }

  /** The experiment's name: the folder's. */
  public String name() {
    Path whole = folder.toAbsolutePath().normalize();
    Path named = whole.endsWith(OUTPUTS) ? whole.getParent() : whole;
    return named.getFileName() == null ? "" : named.getFileName().toString();
  }

  /**
   * The files with their content. Failure where there is no summary, where it is not clear which
   * file is meant, or where they are too large.
   *
   * @param gradients the gradient flow; empty: gradient_flow.csv, or the only gradient_flow*.csv
   */
  public List<ResultFile> read(Optional<Path> gradients) {
    Path outputs = folder.resolve(OUTPUTS);
    Optional<Path> summary = first("summary", outputs, folder);
    Path results = summary.orElseThrow(this::noSummary).getParent();
    var found = new ArrayList<Found>();
    found.add(new Found(ResultFileKind.RESULT_FILE_KIND_SUMMARY, summary.get()));
    only("test_summary", results)
        .ifPresent(f -> found.add(new Found(ResultFileKind.RESULT_FILE_KIND_TEST_SUMMARY, f)));
    gradients
        .or(() -> first("gradient_flow", folder, outputs, results))
        .ifPresent(f -> found.add(new Found(ResultFileKind.RESULT_FILE_KIND_GRADIENT_FLOW, f)));
    try {
      checkSize(found);
      var files = new ArrayList<ResultFile>();
      for (Found file : found) {
        files.add(file.read());
      }
      return files;
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, "cannot read " + e.getMessage(), "see that it may be read")
          .causedBy(e);
    }
  }

  private record Found(ResultFileKind kind, Path file) {
    ResultFile read() throws IOException {
      return ResultFile.newBuilder()
          .setKind(kind)
          .setName(file.getFileName().toString())
          .setContent(ByteString.copyFrom(Files.readAllBytes(file)))
          .build();
    }
  }

  private static void checkSize(List<Found> found) throws IOException {
    long bytes = 0;
    for (Found file : found) {
      bytes += Files.size(file.file());
    }
    if (bytes > MOST_BYTES) {
      throw new Failure(
          ExitCode.USAGE,
          "%s have %,d bytes together, at most %,d are taken"
              .formatted(names(found.stream().map(Found::file).toList()), bytes, MOST_BYTES),
          "are these the files that were meant? Else leave out epochs of the gradient flow");
    }
  }

  private static Optional<Path> first(String stem, Path... folders) {
    for (Path each : folders) {
      Optional<Path> found = only(stem, each);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** STEM.csv, or the only STEM_*.csv. */
  private static Optional<Path> only(String stem, Path in) {
    Path exact = in.resolve(stem + CSV);
    if (Files.isRegularFile(exact)) {
      return Optional.of(exact);
    }
    var like =
        files(in).stream()
            .filter(
                f -> {
                  String name = f.getFileName().toString();
                  return name.startsWith(stem + "_") && name.endsWith(CSV);
                })
            .toList();
    if (like.size() > 1) {
      throw new Failure(
          ExitCode.USAGE,
          "%s has %d files that may be meant: %s".formatted(in, like.size(), names(like)),
          stem.startsWith("gradient")
              ? "name one with --gradients"
              : "call the one that is meant " + exact.getFileName());
    }
    return like.stream().findFirst();
  }

  private Failure noSummary() {
    List<String> below =
        files(folder).stream()
            .filter(Files::isDirectory)
            .filter(f -> first("summary", f.resolve(OUTPUTS), f).isPresent())
            .limit(MOST_HINTS)
            .map(Path::toString)
            .toList();
    return new Failure(
        ExitCode.USAGE,
        "%s has no summary.csv, and no %s with one".formatted(folder, OUTPUTS),
        below.isEmpty()
            ? "name the folder of an experiment of the course's framework"
            : "name one of the folders below it: " + String.join(", ", below));
  }

  private static List<Path> files(Path in) {
    if (!Files.isDirectory(in)) {
      return List.of();
    }
    try (var files = Files.list(in)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + in, e);
    }
  }

  private static String names(List<Path> files) {
    return files.stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(", "));
  }
}
