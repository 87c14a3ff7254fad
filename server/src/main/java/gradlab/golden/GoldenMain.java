package gradlab.golden;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code gradlab golden DIR}: exit 0 when every tensor of every case is within its bound, 1 if not,
 * 2 on bad input.
 */
public final class GoldenMain {
  private GoldenMain() {}

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    boolean verbose = List.of(args).contains("--verbose");
    var folders = List.of(args).stream().filter(a -> !a.startsWith("--")).toList();
    if (folders.size() != 1 || args.length != folders.size() + (verbose ? 1 : 0)) {
      err.println(
          "usage: gradlab golden DIR [--verbose]    for example: gradlab golden golden/VGG_08");
      return 2;
    }
    try {
      var report = new GoldenReport(verbose, out);
      boolean holds = true;
      for (Path folder : cases(Path.of(folders.get(0)))) {
        holds &= report.holds(GoldenCase.read(folder));
      }
      return holds ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      err.println("golden: " + e.getMessage());
      return 2;
    }
  }

  /** The folder itself, or the cases in it. */
  private static List<Path> cases(Path dir) throws IOException {
    if (Files.isRegularFile(dir.resolve("case.json"))) {
      return List.of(dir.toAbsolutePath());
    }
    if (!Files.isDirectory(dir)) {
      throw new IOException("there is no folder " + dir);
    }
    try (var entries = Files.list(dir)) {
      var found =
          entries.filter(d -> Files.isRegularFile(d.resolve("case.json"))).sorted().toList();
      if (found.isEmpty()) {
        throw new IOException(dir + " holds neither a case.json nor folders with one");
      }
      return found;
    }
  }
}
