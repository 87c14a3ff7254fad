package gradlab.experiments.sweep;

import gradlab.domain.RunEvent.EpochMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What trials are ranked by. Of the validation split only: the test split is for the winner. */
public enum Ranking {
  VAL_ACC("val_acc"),
  VAL_LOSS("val_loss");

  private final String word;

  Ranking(String word) {
    this.word = word;
  }

  /** As users know it. */
  public String word() {
    return word;
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Ranking::word).toList();
  }

  public static Optional<Ranking> of(String word) {
    return Arrays.stream(values()).filter(r -> r.word.equals(word)).findFirst();
  }

  public double value(EpochMetrics epoch) {
    return switch (this) {
      case VAL_ACC -> epoch.valAcc();
      case VAL_LOSS -> epoch.valLoss();
    };
  }

  /** The larger, the better. */
  double score(EpochMetrics epoch) {
    return switch (this) {
      case VAL_ACC -> epoch.valAcc();
      case VAL_LOSS -> -epoch.valLoss();
    };
  }

  /** Whether the first is better than the second. */
  public boolean isBetter(double first, double second) {
    return switch (this) {
      case VAL_ACC -> first > second;
      case VAL_LOSS -> first < second;
    };
  }
}
