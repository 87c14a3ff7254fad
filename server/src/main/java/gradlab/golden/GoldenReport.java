package gradlab.golden;

import gradlab.compute.PathChoice;
import gradlab.compute.onednn.UnsupportedOperation;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Runs a case in float64 on nd4j and in float32 on every path, and prints how each stands.
 *
 * <p>Float64 must hold every bound. Float32 must too, unless its rounding put an activation on the
 * other side of LeakyReLU's kink. Its gradient is then exactly that of another linear piece of the
 * same function, and must be within the same bound of the float64 gradient of that piece.
 */
final class GoldenReport {
  private final boolean verbose;
  private final PrintStream out;

  GoldenReport(boolean verbose, PrintStream out) {
    this.verbose = verbose;
    this.out = out;
  }

  /**
   * @return whether everything holds
   * @throws IOException if the folder lacks a file or a file is damaged
   */
  boolean holds(GoldenCase golden) throws IOException {
    var exact = new GoldenRun(golden, PathChoice.ND4J, DataType.DOUBLE).run();
    boolean holds = print(golden, exact.path() + " float64", Verdict.all(golden, exact));
    for (var path : PathChoice.values()) {
      if (path != PathChoice.AUTO) {
        holds &= float32Holds(golden, path, exact);
      }
    }
    return holds;
  }

  private boolean float32Holds(GoldenCase golden, PathChoice path, GoldenResult exact)
      throws IOException {
    try {
      return float32Holds(golden, new GoldenRun(golden, path, DataType.FLOAT).run(), exact);
    } catch (UnsupportedOperation e) {
      // Another path computes this network on this machine, and is checked.
      out.printf("%-32s %s float32: cannot: %s%n", golden.name(), path, e.getMessage());
      return true;
    }
  }

  private boolean float32Holds(GoldenCase golden, GoldenResult single, GoldenResult exact)
      throws IOException {
    var verdicts = Verdict.all(golden, single);
    Optional<GoldenResult> samePieces = Optional.empty();
    boolean failed = verdicts.stream().anyMatch(v -> !v.holds());
    if (failed && single.signs().differing(exact.signs()) > 0) {
      var run = GoldenRun.onThePiecesOf(single, golden);
      verdicts = Verdict.all(golden, single, run);
      samePieces = Optional.of(run);
    }
    boolean holds = print(golden, single.path() + " float32", verdicts);
    if (failed) {
      out.printf("  %s%n", kinks(single.signs(), exact.signs(), samePieces));
    }
    return holds;
  }

  private static String kinks(Signs single, Signs exact, Optional<GoldenResult> samePieces) {
    String flips =
        "%d of %d activations are on the other side of LeakyReLU's kink than in float64"
            .formatted(single.differing(exact), single.count());
    return flips
        + samePieces
            .map(
                r ->
                    "; on its pieces %d are, up to %.1e of their layer's root mean square from it"
                        .formatted(r.opposed(), r.farthest()))
            .orElse("")
        + (samePieces.filter(GoldenResult::piecesChosenByRounding).isPresent()
            ? ""
            : ": rounding does not explain the tensors beyond their bound");
  }

  private boolean print(GoldenCase golden, String run, List<Verdict> verdicts) {
    var closest =
        verdicts.stream()
            .map(Verdict::withPyTorch)
            .filter(c -> c.bound() > 0)
            .max(Comparator.comparingDouble(c -> c.distance() / c.bound()))
            .orElseThrow();
    out.printf(
        "%-32s %s: %d tensors, %d beyond their bound; nearest to it: %s %.2e of %.2e%n",
        golden.name(),
        run,
        verdicts.size(),
        verdicts.stream().filter(v -> !v.withPyTorch().holds()).count(),
        closest.tensor(),
        closest.distance(),
        closest.bound());
    verdicts.stream().filter(v -> verbose || !v.withPyTorch().holds()).forEach(this::print);
    return verdicts.stream().allMatch(Verdict::holds);
  }

  private void print(Verdict verdict) {
    var c = verdict.withPyTorch();
    out.printf(
        "  %s %-60s %.3e of %.1e%s%n",
        c.holds() ? "ok  " : verdict.isKink() ? "kink" : "FAIL",
        c.tensor(),
        c.distance(),
        c.bound(),
        verdict
            .onSamePieces()
            .map(s -> "; %.3e from float64 on the same linear pieces".formatted(s.distance()))
            .orElse(""));
  }
}
