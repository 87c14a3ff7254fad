package gradlab.exchange.course;

import static gradlab.exchange.course.CourseFolders.file;
import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.store.PythonNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CourseResultsPropertyTest {
  private static final String HEADER = "train_acc,train_loss,val_acc,val_loss";

  private static CourseResults read(CourseFile summary) {
    return CourseResults.read(summary, Optional.empty(), Optional.empty());
  }

  private static String text(List<double[]> rows, String lineEnd) {
    return HEADER
        + lineEnd
        + rows.stream()
            .map(
                row ->
                    Arrays.stream(row)
                            .mapToObj(PythonNumbers::repr)
                            .collect(Collectors.joining(","))
                        + lineEnd)
            .collect(Collectors.joining());
  }

  @Property(tries = 300)
  void whatPythonWritesComesBackBitForBit(
      @ForAll("rows") List<double[]> rows, @ForAll("lineEnds") String lineEnd) {
    var epochs = read(file("s", text(rows, lineEnd))).epochs();
    assertThat(epochs).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      EpochMetrics e = epochs.get(i);
      assertThat(new double[] {e.trainAcc(), e.trainLoss(), e.valAcc(), e.valLoss()})
          .containsExactly(rows.get(i));
    }
  }

  /** Cut anywhere: never as if it were whole, except at a line's end, where nobody can tell. */
  @Property(tries = 300)
  void aCutFileIsNoticed(@ForAll("rows") List<double[]> rows, @ForAll("shares") double share) {
    String whole = text(rows, "\r\n");
    String cut = whole.substring(0, (int) (share * whole.length()));
    try {
      var read = read(file("s", cut));
      boolean atALinesEnd = cut.endsWith("\n") || cut.endsWith("\r");
      if (!atALinesEnd) {
        assertThat(read.warnings()).isNotEmpty();
      }
      assertThat(read.epochs().size()).isLessThanOrEqualTo(rows.size());
    } catch (InvalidRequest e) {
      assertThat(e.violations()).isNotEmpty();
    }
  }

  /** Whatever comes, it is read or refused with words; a limit holds. */
  @Property(tries = 1_000)
  void anyBytesAreReadOrRefused(@ForAll("soup") byte[] bytes) {
    try {
      var any = new CourseFile("any", bytes);
      CourseResults.read(any, Optional.of(any), Optional.of(any));
    } catch (InvalidRequest e) {
      assertThat(e.violations()).hasSizeBetween(1, 200);
      assertThat(e.violations())
          .allSatisfy(v -> assertThat(v.description()).hasSizeLessThan(300).doesNotContain("\n"));
    }
  }

  @Provide
  Arbitrary<List<double[]>> rows() {
    var accuracy =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(0, 1), Arbitraries.of(0.0, 1.0, Double.NaN));
    var loss =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(0, 1e300),
            Arbitraries.of(0.0, 4.605170185988092, Double.NaN, Double.POSITIVE_INFINITY));
    return Combinators.combine(accuracy, loss, accuracy, loss)
        .as((a, b, c, d) -> new double[] {a, b, c, d})
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> lineEnds() {
    return Arbitraries.of("\n", "\r\n", "\r");
  }

  @Provide
  Arbitrary<Double> shares() {
    return Arbitraries.integers().between(50, 999).map(i -> i / 1000.0);
  }

  /** Pieces of such files, and bytes of no such file. */
  @Provide
  Arbitrary<byte[]> soup() {
    var pieces =
        Arbitraries.of(
            HEADER,
            "epoch,a,b",
            "test_acc,test_loss",
            "0.5",
            "1e-5",
            "nan",
            "-inf",
            "1e9999",
            ",",
            ",,",
            "\n",
            "\r\n",
            "\r",
            "\"",
            "\uFEFF",
            "\u0000",
            "é",
            "0,1,2",
            "0.1,4.5,0.2,4.4",
            " ",
            "x");
    var text =
        pieces
            .list()
            .ofMaxSize(40)
            .map(p -> String.join("", p).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    return Arbitraries.oneOf(text, noise);
  }
}
