package gradlab.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.compute.PathChoice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** When a tensor beyond its bound is a neighbouring linear piece, and when it is an error. */
class VerdictTest {
  private static final String GRADIENT = "grads/reduction_block_2.conv_1.weight";
  private static final double NEXT_TO_NOTHING = 1e-6;

  private static GoldenCase golden;
  private static GoldenResult exact;

  /** Like the exact run but for one activation of the first pass, on the wrong side. */
  private static GoldenResult flipped;

  /** Float64 on the pieces of that one. */
  private static GoldenResult samePieces;

  @BeforeAll
  static void run() throws Exception {
    golden = GoldenCase.read(Path.of("src/test/resources/golden/small_plain"));
    exact = new GoldenRun(golden, PathChoice.ND4J, DataType.DOUBLE).run();
    int last = exact.signs().size() / golden.steps() - 1;
    var signs = flip(exact.signs(), last, 5, 1);
    var from = new GoldenResult("made up", Map.of(), signs, 0, 0);
    samePieces = GoldenRun.onThePiecesOf(from, golden);
    flipped = new GoldenResult("made up", samePieces.tensors(), signs, 0, 0);
  }

  @Test
  void aRunsOwnSignsChangeNothing() throws Exception {
    var again = GoldenRun.onThePiecesOf(exact, golden);
    assertThat(again.farthest()).isZero();
    assertThat(again.tensors().keySet()).isEqualTo(exact.tensors().keySet());
    again.tensors().forEach((name, t) -> assertThat(t).isEqualTo(exact.tensors().get(name)));
    assertThat(again.signs().differing(exact.signs())).isZero();
  }

  @Test
  void aFlippedSignTakesTensorsBeyondTheirBound() throws Exception {
    assertThat(failed(Verdict.all(golden, flipped))).contains(GRADIENT);
    assertThat(samePieces.farthest()).isPositive();
  }

  @Test
  void onANeighbouringPieceTheSameBoundHolds() throws Exception {
    assertThat(failed(Verdict.all(golden, flipped, at(NEXT_TO_NOTHING)))).isEmpty();
    assertThat(Verdict.all(golden, flipped, at(NEXT_TO_NOTHING)))
        .filteredOn(Verdict::isKink)
        .extracting(v -> v.withPyTorch().tensor())
        .containsExactlyElementsOf(failed(Verdict.all(golden, flipped)));
  }

  @Test
  void aWrongTensorFailsOnANeighbouringPieceToo() throws Exception {
    var tensors = new HashMap<>(flipped.tensors());
    float[] wrong = tensors.get(GRADIENT).clone();
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] *= 1.001f;
    }
    tensors.put(GRADIENT, wrong);
    var run = new GoldenResult("made up", tensors, flipped.signs(), 0, 0);
    assertThat(failed(Verdict.all(golden, run, at(NEXT_TO_NOTHING)))).containsExactly(GRADIENT);
  }

  @Test
  void aMissingTensorFails() throws Exception {
    var tensors = new HashMap<>(exact.tensors());
    tensors.remove(GRADIENT);
    var run = new GoldenResult("made up", tensors, exact.signs(), 0, 0);
    assertThat(failed(Verdict.all(golden, run, exact))).containsExactly(GRADIENT);
  }

  /** An activation that is not next to nothing was not moved by rounding. */
  @Test
  void aSignFlippedFarFromTheKinkIsNoExcuse() throws Exception {
    assertThat(failed(Verdict.all(golden, flipped, at(2e-4)))).contains(GRADIENT);
  }

  @Test
  void moreFlipsThanRoundingMakesAreNoExcuse() throws Exception {
    Signs own = exact.signs();
    assertThat(own.count()).isEqualTo(129_408); // one in a hundred thousand: 1
    assertThat(flipped.signs().differing(own)).isEqualTo(1);
    assertThat(samePieces.opposed()).isPositive();
    var two =
        new GoldenResult("nd4j", samePieces.tensors(), samePieces.signs(), 2, NEXT_TO_NOTHING);
    assertThat(failed(Verdict.all(golden, flipped, two))).contains(GRADIENT);
  }

  @Test
  void signsOfAnotherNetworkAreRefused() {
    var other = new Signs();
    other.add(Nd4j.ones(DataType.DOUBLE, 2, 3));
    assertThatThrownBy(() -> other.differing(exact.signs()))
        .isInstanceOf(IllegalArgumentException.class);
    var from = new GoldenResult("made up", Map.of(), other, 0, 0);
    assertThatThrownBy(() -> GoldenRun.onThePiecesOf(from, golden))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no signs for LeakyReLU 0");
  }

  private static GoldenResult at(double farthest) {
    return new GoldenResult("nd4j", samePieces.tensors(), samePieces.signs(), 1, farthest);
  }

  private static List<String> failed(List<Verdict> verdicts) {
    return verdicts.stream().filter(v -> !v.holds()).map(v -> v.withPyTorch().tensor()).toList();
  }

  private static Signs flip(Signs signs, int leakyRelu, int element, int count) {
    var flipped = new Signs();
    for (int i = 0; i < signs.size(); i++) {
      var values = new double[signs.length(i)];
      for (int k = 0; k < values.length; k++) {
        boolean flip = i == leakyRelu && k >= element && k < element + count;
        values[k] = signs.isPositive(i, k) != flip ? 1 : -1;
      }
      flipped.add(Nd4j.createFromArray(values));
    }
    return flipped;
  }
}
