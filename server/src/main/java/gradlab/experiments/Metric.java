package gradlab.experiments;

import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import java.util.OptionalDouble;

/** What subjects are compared by. */
public enum Metric {
  VAL_ACC("val_acc", true, (m, epoch) -> m.at(epoch, EpochMetrics::valAcc)),
  VAL_LOSS("val_loss", false, (m, epoch) -> m.at(epoch, EpochMetrics::valLoss)),
  TRAIN_ACC("train_acc", true, (m, epoch) -> m.at(epoch, EpochMetrics::trainAcc)),
  TRAIN_LOSS("train_loss", false, (m, epoch) -> m.at(epoch, EpochMetrics::trainLoss)),
  BEST_VAL_ACC("best_val_acc", true, (m, epoch) -> m.bestValAcc()),
  TEST_ACC("test_acc", true, (m, epoch) -> m.test(TestEvaluated::testAcc));

  private interface Reading {
    OptionalDouble of(Member member, int epoch);
  }

  private final String word;
  private final boolean moreIsBetter;
  private final Reading reading;

  Metric(String word, boolean moreIsBetter, Reading reading) {
    this.word = word;
    this.moreIsBetter = moreIsBetter;
    this.reading = reading;
  }

  /** As users know it. */
  public String word() {
    return word;
  }

  boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** Whether it is one of the compared epoch's, not of the whole run. */
  boolean isOfEpoch() {
    return this != BEST_VAL_ACC && this != TEST_ACC;
  }

  /**
   * @param epoch at whose end; of no account for what belongs to the whole run
   */
  OptionalDouble of(Member member, int epoch) {
    return reading.of(member, epoch);
  }
}
