package gradlab.golden;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

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
      boolean holds = true;
      for (Path folder : cases(Path.of(folders.get(0)))) {
        holds &= report(GoldenCase.read(folder), verbose, out);
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

  /**
   * Float64 must hold every bound. Float32 must too, unless its rounding put an activation on the
   * other side of LeakyReLU's kink: it then computes the gradient of another piece of the same
   * function, as PyTorch's own float32 runs do where that happens to them.
   */
  private static boolean report(GoldenCase golden, boolean verbose, PrintStream out)
      throws IOException {
    var exact = new GoldenRun(golden, DataType.DOUBLE);
    boolean holds = print(golden.name(), "float64", exact.compare(), 0, verbose, out);
    var single = new GoldenRun(golden, DataType.FLOAT);
    var comparisons = single.compare();
    var flipped = (BitSet) exact.positiveActivations().clone();
    flipped.xor(single.positiveActivations());
    // Rounding flips about one in a million; more than that is an error and no excuse.
    boolean rounding = flipped.cardinality() <= 1e-5 * single.activations();
    int flips = rounding ? flipped.cardinality() : 0;
    return print(golden.name(), "float32", comparisons, flips, verbose, out) && holds;
  }

  private static boolean print(
      String name,
      String precision,
      List<Comparison> comparisons,
      int flips,
      boolean verbose,
      PrintStream out) {
    var failed = comparisons.stream().filter(c -> !c.holds()).toList();
    var closest =
        comparisons.stream()
            .filter(c -> c.bound() > 0)
            .max(Comparator.comparingDouble(c -> c.distance() / c.bound()))
            .orElseThrow();
    out.printf(
        "%-32s nd4j %s: %d tensors, %d beyond their bound; nearest to it: %s %.2e of %.2e%n",
        name,
        precision,
        comparisons.size(),
        failed.size(),
        closest.tensor(),
        closest.distance(),
        closest.bound());
    for (var c : verbose ? comparisons : failed) {
      String verdict = c.holds() ? "ok  " : flips > 0 ? "kink" : "FAIL";
      out.printf("  %s %-60s %.3e of %.1e%n", verdict, c.tensor(), c.distance(), c.bound());
    }
    if (!failed.isEmpty() && flips > 0) {
      out.printf(
          "  float32 rounding put %d activation(s) on the other side of LeakyReLU's kink; in float64 every bound counts%n",
          flips);
    }
    return failed.isEmpty() || flips > 0;
  }
}
