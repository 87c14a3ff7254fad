package gradlab.exchange.course;

import static gradlab.exchange.course.CourseFolders.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradientFlow;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.LayerGradient;
import gradlab.domain.RunEvent.EpochMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseResultsTest {
  private static final String HEADER = "train_acc,train_loss,val_acc,val_loss\n";
  private static final String TWO = HEADER + "0.1,4.5,0.2,4.4\n0.2,4.1,0.3,4.0\n";

  private static CourseResults summary(String text) {
    return CourseResults.read(file("summary.csv", text), Optional.empty(), Optional.empty());
  }

  private static CourseResults gradients(String text) {
    return CourseResults.read(
        file("summary.csv", TWO), Optional.empty(), Optional.of(file("flow.csv", text)));
  }

  private static List<String> refused(Runnable reading) {
    var refusal = catchThrowableOfType(InvalidRequest.class, reading::run);
    assertThat(refusal).as("refused").isNotNull();
    return refusal.violations().stream().map(CourseResultsTest::words).toList();
  }

  private static String words(FieldViolation v) {
    return v.field() + ": " + v.description();
  }

  @Test
  void theOfficialNumbersAreRead() {
    var results = CourseFolders.of("VGG_08").results();
    assertThat(results.warnings()).isEmpty();
    EpochMetrics first = results.epochs().get(0);
    assertThat(first.trainLoss()).isEqualTo(4.827323);
    assertThat(first.trainAcc()).isEqualTo(0.010694736842105264);
    assertThat(first.valLoss()).isEqualTo(4.5659676);
    assertThat(first.valAcc()).isEqualTo(0.024800000000000003);
    assertThat(results.test().orElseThrow().testLoss()).isEqualTo(1.9105633);
    assertThat(results.layers()).hasSize(9).contains("input_conv_bn_0");
    if (CourseFolders.official()) {
      assertThat(results.epochs()).hasSize(101);
      assertThat(results.flows()).hasSize(100);
      EpochMetrics last = results.epochs().get(100);
      assertThat(last.bestEpoch()).isEqualTo(98); // as reference/SPEC.md has it
      assertThat(last.bestValAcc()).isEqualTo(0.49079999999999996);
      assertThat(results.test().orElseThrow().epoch()).isEqualTo(98);
    }
  }

  @Test
  void everyReferenceFolderIsRead() throws Exception {
    if (!CourseFolders.official()) {
      return;
    }
    int read = 0;
    for (var parent :
        List.of(CourseFolders.reference(), CourseFolders.reference().resolve("variants"))) {
      try (var folders = Files.list(parent)) {
        for (var folder : folders.filter(Files::isDirectory).sorted().toList()) {
          if (!folder.endsWith("variants")) {
            assertThat(CourseFolders.read(folder).results().epochs())
                .as(folder.toString())
                .hasSizeBetween(100, 101);
            read++;
          }
        }
      }
    }
    assertThat(read).isEqualTo(12);
  }

  @Test
  void whatIsNotInTheFilesIsNotKnown() {
    var results = CourseFolders.bundled("VGG_08").results();
    for (EpochMetrics e : results.epochs()) {
      assertThat(e.isImported()).isTrue();
      assertThat(e.step()).isNegative();
      assertThat(e.learningRate()).isNaN();
      assertThat(e.duration()).isZero();
    }
    assertThat(results.epochs()).extracting(EpochMetrics::step).isSorted();
    for (GradientFlow flow : results.flows()) {
      assertThat(flow.isImported()).isTrue();
      assertThat(flow.layers()).allMatch(LayerGradient::isMeanOnly);
    }
  }

  @Test
  void howItIsWrittenDownDoesNotCount() {
    var plain = summary(TWO);
    for (String other :
        List.of(
            TWO.replace("\n", "\r\n"),
            TWO.replace("\n", "\r"),
            "\uFEFF" + TWO,
            TWO + "\n\n",
            TWO.replace(",", " , "),
            TWO.replaceAll("([a-z_]+|[0-9.]+)", "\"$1\""),
            "val_loss,val_acc,train_loss,train_acc\n4.4,0.2,4.5,0.1\n4.0,3e-1,+4.10,.2\n")) {
      var read = summary(other);
      assertThat(read.epochs()).isEqualTo(plain.epochs());
      assertThat(read.sha256()).isEqualTo(plain.sha256());
      assertThat(read.warnings()).isEmpty();
    }
    assertThat(summary(TWO.replace("4.4", "4.40001")).sha256()).isNotEqualTo(plain.sha256());
  }

  @Test
  void everyNumberCountsForTheContent() {
    var whole = CourseFolders.bundled("VGG_08");
    var without = CourseResults.read(whole.summary(), Optional.empty(), whole.gradients()).sha256();
    var withoutGradients =
        CourseResults.read(whole.summary(), whole.testSummary(), Optional.empty()).sha256();
    assertThat(List.of(whole.results().sha256(), without, withoutGradients))
        .doesNotHaveDuplicates();
  }

  @Test
  void aRunThatDivergedIsReadAsItIs() {
    var read = summary(HEADER + "0.01,nan,0.01,inf\n0.01,NaN,nan,Infinity\n");
    assertThat(read.epochs().get(0).trainLoss()).isNaN();
    assertThat(read.epochs().get(0).valLoss()).isInfinite();
    assertThat(read.epochs().get(1).bestValAcc()).isEqualTo(0.01);
  }

  @Test
  void everythingThatIsWrongIsNamedWithItsPlace() {
    assertThat(refused(() -> summary(HEADER + "0.1,4.5,0.2,4.4\n10,x,0.3,\n0.1,-1,0.1,0x1p3\n")))
        .containsExactly(
            "summary.csv line 3, column train_loss: 'x' is no number",
            "summary.csv line 3, column train_acc: is 10.0, must be a fraction from 0 to 1, not per cent",
            "summary.csv line 3, column val_loss: is empty, must be a number",
            "summary.csv line 4, column train_loss: is -1.0: a cross-entropy is never below 0",
            "summary.csv line 4, column val_loss: '0x1p3' is no number");
  }

  @Test
  void aTableThatIsNoneIsRefused() {
    assertThat(refused(() -> summary("train_acc,train_loss,val_acc\n1,2,3\n")))
        .containsExactly(
            "summary.csv line 1: has no column val_loss; the columns are train_acc, train_loss, val_acc");
    assertThat(refused(() -> summary("a,a,\n1,2,3\n")))
        .containsExactly(
            "summary.csv line 1: names column a twice",
            "summary.csv line 1: names a column with nothing");
    assertThat(refused(() -> summary(" \n")))
        .containsExactly("summary.csv: is empty: a header and at least one line are expected");
    assertThat(refused(() -> summary(HEADER)))
        .containsExactly("summary.csv: has a header and no line below it");
    assertThat(
            refused(
                () ->
                    CourseResults.read(
                        new CourseFile("summary.csv", TWO.getBytes(StandardCharsets.UTF_16)),
                        Optional.empty(),
                        Optional.empty())))
        .containsExactly("summary.csv: is not UTF-8 text: save it as CSV in UTF-8");
  }

  @Test
  void aFileThatWasCutOffIsNoticed() {
    assertThat(refused(() -> summary(HEADER + "0.1,4.5,0.2,4.4\n0.2,4.")))
        .containsExactly(
            "summary.csv line 3: has 2 of 4 values: if the file was cut off, copy it again, else correct or remove the line");
    assertThat(summary(TWO.substring(0, TWO.length() - 2)).warnings())
        .containsExactly(
            "summary.csv does not end with a line end: where it was cut off, its last number is not whole");
    assertThat(refused(() -> summary(HEADER + "0.1,4.5,0.2,4.4\n\n0.1,4.5,0.2,4.4\n")))
        .containsExactly("summary.csv line 3: is blank: remove it");
    assertThat(refused(() -> summary(HEADER + "0,1,4,5,0.2,4.4\n")))
        .containsExactly(
            "summary.csv line 2: has 6 of 4 values: decimals are written with a point, and nothing but commas separates values");
  }

  @Test
  void thereAreLimits() {
    String row = "0.1,4.5,0.2,4.4\n";
    assertThat(summary(HEADER + row.repeat(10_000)).epochs()).hasSize(10_000);
    assertThat(refused(() -> summary(HEADER + row.repeat(10_001))))
        .containsExactly(
            "summary.csv: has 10,001 lines of 4 columns; at most 10,000 of 100 are read");
    assertThat(refused(() -> summary(HEADER + "x,x,x,x\n".repeat(10_000)))).hasSize(200);
    assertThat(refused(() -> summary(HEADER + "0.1,4.5,0.2," + "1".repeat(100) + "\n")))
        .singleElement()
        .asString()
        .hasSizeLessThan(120);
    assertThat(
            refused(
                () ->
                    CourseResults.read(
                        file("summary.csv", TWO),
                        Optional.of(file("test.csv", "test_acc,test_loss\n0,1\n0,2\n")),
                        Optional.empty())))
        .containsExactly("test.csv: has 2 lines of 2 columns; at most 1 of 100 are read");
  }

  @Test
  void otherColumnsAreLeftOutAndMentioned() {
    var read =
        summary(
            ",lr,train_acc,train_loss,val_acc,val_loss\n".substring(1) + "0.001,0.1,4.5,0.2,4.4\n");
    assertThat(read.epochs()).hasSize(1);
    assertThat(read.warnings())
        .containsExactly("summary.csv has other columns, which were left out: lr");
  }

  @Test
  void gradientsMayLackEpochsAndNothingElse() {
    var read = gradients("epoch,a,b\n0,1e-3,0\n1,nan,2e-18\n");
    assertThat(read.flows()).extracting(GradientFlow::epoch).containsExactly(0, 1);
    assertThat(read.flows().get(1).layers())
        .containsExactly(
            LayerGradient.meanOnly("a", Double.NaN), LayerGradient.meanOnly("b", 2e-18));
    assertThat(gradients("epoch,a\n1,3\n").flows()).hasSize(1);
    assertThat(refused(() -> gradients("epoch,a\n2,3\n-1,3\n0.5,1\nx,1\n0,-1\n")))
        .containsExactly(
            "flow.csv line 2, column epoch: is 2.0, must be a whole number from 0 to 1: the summary has 2 epochs",
            "flow.csv line 3, column epoch: is -1.0, must be a whole number from 0 to 1: the summary has 2 epochs",
            "flow.csv line 4, column epoch: is 0.5, must be a whole number from 0 to 1: the summary has 2 epochs",
            "flow.csv line 5, column epoch: 'x' is no number",
            "flow.csv line 6, column a: is -1.0: the mean of absolute values is never below 0");
    assertThat(refused(() -> gradients("epoch,a\n1,3\n0,3\n")))
        .containsExactly(
            "flow.csv line 3, column epoch: is 0 after 1: epochs must grow from line to line");
    assertThat(refused(() -> gradients("a,b\n1,3\n")))
        .containsExactly("flow.csv line 1: has no column epoch; the columns are a, b");
    assertThat(refused(() -> gradients("epoch\n1\n")))
        .containsExactly("flow.csv line 1: names no layer beside the column epoch");
    assertThat(refused(() -> gradients("epoch,a b\n1,2\n")))
        .containsExactly(
            "flow.csv line 1: 'a b' is no layer's name: letters, digits, _ and ., at most 100");
  }
}
