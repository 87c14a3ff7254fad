package gradlab.client.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.fake.Samples;
import gradlab.v1.EpochMetrics;
import gradlab.v1.Run;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final Run RUN =
      Samples.run("r1", "one", "VGG_08").toBuilder()
          .setLastEpoch(
              EpochMetrics.newBuilder()
                  .setEpoch(7)
                  .setStep(304)
                  .setTrainLoss(4.25)
                  .setTrainAcc(0.0625)
                  .setValLoss(Double.NaN)
                  .setValAcc(0.5)
                  .setBestValAcc(0.5)
                  .setBestEpoch(7))
          .setGradientRatio(1e-3)
          .build();
  private static final Measured MEASURED = new Measured(RUN, Optional.of("healthy"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "val_acc >= 0.5",
        "val_acc<=0.5",
        "val_acc == .5",
        "0.4 < val_acc",
        "best_val_acc > 0.4999999999999999",
        "train_loss < 4.5 and train_loss > 4",
        "train_loss > 5 or best_epoch == 7",
        "train_loss > 5 and val_acc > 0.9 or epoch >= 7",
        "epoch >= 7 or train_loss > 5 and val_acc > 0.9",
        "(epoch >= 7 or train_loss > 5) and val_acc != 0.9",
        "val_acc == best_val_acc",
        "gradient_ratio >= 1e-3",
        "decades_lost <= 3",
        "diagnosis == healthy",
        "diagnosis != vanishing",
        "healthy == diagnosis",
        "state == running",
        "restarts == 0",
        "train_loss > -1e300",
        "  step == 304  "
      })
  void holds(String gate) {
    assertThat(Gate.parse(gate).holds(MEASURED)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "val_acc > 0.5",
        "diagnosis == vanishing",
        "val_loss < 5",
        "val_loss != 5",
        "val_loss == val_loss",
        "test_acc >= 0",
        "test_acc != 0",
        "cost < 1e9",
        "train_loss > 5 or val_acc > 0.9",
        "(train_loss > 5 or epoch >= 7) and val_acc > 0.9"
      })
  void doesNotHold(String gate) {
    assertThat(Gate.parse(gate).holds(MEASURED)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "val_acc > 0.6 | val_acc is 0.5, the bound is > 0.6",
        "0.6 < val_acc | val_acc is 0.5, the bound is 0.6 <",
        "val_loss < 5 | val_loss is NaN, the bound is < 5 (NaN never passes)",
        "test_acc > 0 | test_acc has no value yet, which never passes",
        "train_acc > val_acc | train_acc is 0.0625, the bound is > val_acc = 0.5",
        "train_acc > test_acc | train_acc is 0.0625, the bound is > test_acc, which has no value yet",
        "best_epoch > 8 | best_epoch is 7, the bound is > 8",
        "diagnosis == nan | diagnosis is healthy, the bound is == nan"
      })
  void whatFailsSaysValueAndBound(String gate, String said) {
    assertThat(Gate.parse(gate).compared(MEASURED).get(0).failed()).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "val_ac >= 0.5 | there is no metric 'val_ac' | did you mean val_acc?",
        "accuracy >= 0.5 | there is no metric 'accuracy' | for example",
        "0.5 <= wall_acc | there is no metric 'wall_acc' | did you mean val_acc?",
        "val_acc | expected a comparison such as >= after val_acc, found its end | for example",
        "val_acc >= | expected a metric or a number, found its end | for example",
        "val_acc = 0.5 | '=' is none of | write ==",
        "val_acc => 0.5 | '=>' is none of | write >=",
        "val_acc > 0.5 && epoch > 1 | '&&' is none of | write and",
        "val_acc > 0.5 epoch > 1 | expected 'and', 'or' or its end, found 'epoch' | for example",
        "(val_acc > 0.5 | expected ')', 'and' or 'or', found its end | for example",
        "val_acc > 0.5) | expected 'and', 'or' or its end, found ')' | for example",
        "val_acc > 1.2.3 | '1.2.3' is no metric, number | for example",
        "val_acc + 1 > 2 | '+' is no metric, number | for example",
        "system(ls) > 1 | there is no metric 'system' | for example",
        "1 < 2 | compares no metric | for example",
        "diagnosis == helthy | diagnosis is never 'helthy' | did you mean healthy?",
        "diagnosis > healthy | orders words | for example",
        "diagnosis == 1 | compares a word with a number | for example",
        "val_acc >= diagnosis | compares a number with a word | for example",
        "and > 1 | expected a metric or a number, found 'and' | for example",
        "'' | expected a metric or a number, found its end | for example"
      })
  void whatIsWrongIsAUsageErrorThatSaysWhatIsRight(String gate, String said, String next) {
    var failure = catchThrowableOfType(Failure.class, () -> Gate.parse(gate));
    assertThat(failure).isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.getMessage()).contains(said);
    assertThat(failure.next()).startsWith(next);
  }

  @Test
  void anUnknownMetricListsTheKnownOnes() {
    var failure = catchThrowableOfType(Failure.class, () -> Gate.parse("loss < 1"));
    assertThat(failure.details().get(0)).contains(Metric.names());
  }

  @Test
  void theCaretStandsUnderTheMistake() {
    var failure = catchThrowableOfType(Failure.class, () -> Gate.parse("val_acc => 1"));
    assertThat(failure.details()).containsExactly("|val_acc => 1", "         ^");
  }

  @Test
  void aHostileGateIsRefusedBeforeTheStackIsFull() {
    String deep = "(".repeat(100_000) + "val_acc > 1" + ")".repeat(100_000);
    var failure = catchThrowableOfType(Failure.class, () -> Gate.parse(deep));
    assertThat(failure.getMessage()).contains("nested too deeply");
    assertThat(Gate.parse("(".repeat(50) + "val_acc >= 0" + ")".repeat(50)).holds(MEASURED))
        .isTrue();
  }

  @Test
  void theDiagnosisIsAskedForWhereItIsNeeded() {
    assertThat(Gate.parse("val_acc > 1").asksForDiagnosis()).isFalse();
    assertThat(Gate.parse("val_acc > 1 or (healthy == diagnosis)").asksForDiagnosis()).isTrue();
  }
}
