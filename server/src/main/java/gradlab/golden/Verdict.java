package gradlab.golden;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How one tensor of a run stands. It holds within its bound of PyTorch's, or else within the same
 * bound of a float64 run on the run's own linear pieces, where rounding alone chose these.
 *
 * @param onSamePieces empty where there was no such run, or not by rounding
 */
record Verdict(Comparison withPyTorch, Optional<Comparison> onSamePieces) {
  static List<Verdict> all(GoldenCase golden, GoldenResult run) throws IOException {
    return Comparison.all(golden, run.tensors(), golden.pyTorch()).stream()
        .map(c -> new Verdict(c, Optional.empty()))
        .toList();
  }

  /**
   * @param samePieces float64 on the run's pieces
   */
  static List<Verdict> all(GoldenCase golden, GoldenResult run, GoldenResult samePieces)
      throws IOException {
    if (!samePieces.piecesChosenByRounding()) {
      return all(golden, run);
    }
    var withPyTorch = Comparison.all(golden, run.tensors(), golden.pyTorch());
    var onSamePieces = Comparison.all(golden, run.tensors(), samePieces.tensors());
    return IntStream.range(0, withPyTorch.size())
        .mapToObj(i -> new Verdict(withPyTorch.get(i), Optional.of(onSamePieces.get(i))))
        .toList();
  }

  boolean holds() {
    return withPyTorch.holds() || isKink();
  }

  /** Beyond its bound, but only because it was computed on a neighbouring piece. */
  boolean isKink() {
    return !withPyTorch.holds() && onSamePieces.filter(Comparison::holds).isPresent();
  }
}
