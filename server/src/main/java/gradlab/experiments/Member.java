package gradlab.experiments;

import gradlab.domain.GradientFlow;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.store.RunView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * One run with what it measured.
 *
 * @param epochs finished ones, in order
 * @param flow the gradients at the end of the compared epoch; empty where none were sampled
 */
public record Member(RunView view, List<EpochMetrics> epochs, Optional<GradientFlow> flow) {
  public Member {
    epochs = List.copyOf(epochs);
  }

  /** Without gradients. */
  public Member(RunView view, List<EpochMetrics> epochs) {
    this(view, epochs, Optional.empty());
  }

  /** The last finished one. */
  OptionalInt lastEpoch() {
    return epochs.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(epochs.get(epochs.size() - 1).epoch());
  }

  OptionalDouble at(int epoch, ToDoubleFunction<EpochMetrics> value) {
    return epochs.stream().filter(e -> e.epoch() == epoch).mapToDouble(value).findFirst();
  }

  OptionalDouble test(ToDoubleFunction<TestEvaluated> value) {
    return view.test().stream().mapToDouble(value).findFirst();
  }

  /** Over all epochs. */
  OptionalDouble bestValAcc() {
    return view.lastEpoch().stream().mapToDouble(EpochMetrics::bestValAcc).findFirst();
  }

  OptionalDouble bestEpoch() {
    return view.lastEpoch().stream().mapToDouble(EpochMetrics::bestEpoch).findFirst();
  }

  /**
   * The epochs up to the first whose validation accuracy is at least this; empty where none is. An
   * epoch that is not on record (of a fork: the parent's) is not among them.
   */
  Optional<List<EpochMetrics>> untilReached(double valAcc) {
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).valAcc() >= valAcc) {
        return Optional.of(epochs.subList(0, i + 1));
      }
    }
    return Optional.empty();
  }
}
