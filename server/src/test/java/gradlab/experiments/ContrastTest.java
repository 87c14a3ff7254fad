package gradlab.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunId;
import gradlab.store.RunView;
import gradlab.store.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastTest {
  /** Runs of one epoch with these validation accuracies; their losses are 1 less the accuracy. */
  private static Subject subject(String name, double... valAcc) {
    var members = new ArrayList<Member>();
    for (double acc : valAcc) {
      var view = RunView.created(RunId.of("r"), Runs.CONFIG, "", Runs.T0);
      members.add(new Member(view, List.of(epoch(0, acc))));
    }
    return new Subject(name, name, members);
  }

  private static EpochMetrics epoch(int epoch, double acc) {
    return new EpochMetrics(
        epoch, epoch + 1, 1, acc, 1 - acc, acc, 1e-3, Duration.ofSeconds(10), 1, 0, epoch, acc);
  }

  private static String sentence(Subject subject, Subject baseline, Metric metric) {
    return Contrast.of(subject, baseline, metric, 0).orElseThrow().sentence();
  }

  @Test
  void saysWhoWinsAndHowSureThatIs() {
    var fixed = subject("bn_residual", 0.42, 0.41, 0.43);
    var plain = subject("plain", 0.01, 0.01, 0.011);
    assertThat(sentence(fixed, plain, Metric.VAL_ACC))
        .isEqualTo("bn_residual beats plain by 0.410 ± 0.025 val_acc at epoch 0, n = 3");
    assertThat(sentence(plain, fixed, Metric.VAL_ACC))
        .isEqualTo("bn_residual beats plain by 0.410 ± 0.025 val_acc at epoch 0, n = 3");
  }

  @Test
  void aLowerLossIsBetter() {
    assertThat(sentence(subject("a", 0.42, 0.41, 0.43), subject("b", 0.1, 0.11), Metric.VAL_LOSS))
        .startsWith("a beats b by 0.315 ± 0.0")
        .endsWith("val_loss at epoch 0, n = 3 and 2");
  }

  @Test
  void neverAnIntervalFromOneRun() {
    var one = Contrast.of(subject("a", 0.4), subject("b", 0.1, 0.2), Metric.VAL_ACC, 0);
    assertThat(one.orElseThrow().interval()).isEmpty();
    assertThat(one.orElseThrow().sentence())
        .isEqualTo("a beats b by 0.250 val_acc at epoch 0 (n = 1 and 2: no interval from one run)")
        .doesNotContain("±");
  }

  @Test
  void doesNotChooseWhereItCannot() {
    assertThat(sentence(subject("a", 0.4, 0.5), subject("b", 0.42, 0.51), Metric.VAL_ACC))
        .startsWith("a and b cannot be told apart by val_acc at epoch 0: they differ by 0.01");
    assertThat(sentence(subject("a", 0.4), subject("b", 0.4), Metric.VAL_ACC))
        .isEqualTo("a and b have the same val_acc at epoch 0 (n = 1: no interval from one run)");
    assertThat(sentence(subject("a", Double.NaN), subject("b", 0.4), Metric.VAL_ACC))
        .contains("cannot be compared");
  }

  @Test
  void whatIsNotThereIsNotCompared() {
    assertThat(Contrast.of(subject("a", 0.4), subject("b", 0.4), Metric.VAL_ACC, 1)).isEmpty();
    assertThat(Contrast.of(subject("a", 0.4), subject("b", 0.4), Metric.TEST_ACC, 0)).isEmpty();
  }

  @Test
  void countsEpochsAndTimeUntilAnAccuracyIsReached() {
    var view = RunView.created(RunId.of("r"), Runs.CONFIG, "", Runs.T0);
    var fast = new Member(view, List.of(epoch(0, 0.1), epoch(1, 0.3), epoch(2, 0.2)));
    var slow = new Member(view, List.of(epoch(0, 0.1), epoch(1, 0.2), epoch(2, 0.4)));
    var never = new Member(view, List.of(epoch(0, 0.1)));
    var subject = new Subject("s", "s", List.of(fast, slow, never));
    var epochs = subject.epochsToReach(0.3).orElseThrow();
    assertThat(epochs.n()).isEqualTo(2);
    assertThat(epochs.mean()).isEqualTo(2.5);
    assertThat(subject.secondsToReach(0.3).orElseThrow().mean()).isEqualTo(25);
    assertThat(subject.epochsToReach(0.5)).isEmpty();
    assertThat(subject.lastCommonEpoch()).hasValue(0);
    assertThat(subject.epochs()).containsExactly(0, 1, 2);
    assertThat(subject.at(2, EpochMetrics::valAcc).orElseThrow().n()).isEqualTo(2);
  }
}
