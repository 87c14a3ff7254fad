package gradlab.domain;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happens in a run. Epochs are 0-based, steps count finished steps since the run's start, over
 * all epochs.
 */
public sealed interface RunEvent {

  /**
   * The run changed its state; the reason is for people.
   *
   * @param pricePerHour what the device costs from now on; only of states in which the run is at
   *     work, and only where the server has a price
   */
  record StateChanged(RunState state, Cause cause, String reason, OptionalDouble pricePerHour)
      implements RunEvent {
    public StateChanged(RunState state, Cause cause, String reason) {
      this(state, cause, reason, OptionalDouble.empty());
    }

    public StateChanged at(OptionalDouble newPricePerHour) {
      return new StateChanged(state, cause, reason, newPricePerHour);
    }
  }

  /** A worker began to train; {@code fromStep} steps were already done. */
  record AttemptStarted(int attempt, Provenance provenance, long fromStep) implements RunEvent {}

  /** Means over the batches since the last such event. Accuracies and shares are fractions. */
  record StepMetrics(
      int epoch,
      long step,
      int stepInEpoch,
      int stepsPerEpoch,
      double trainLoss,
      double trainAcc,
      double learningRate,
      double stepMillis,
      double imagesPerSecond,
      double dataWaitShare)
      implements RunEvent {}

  /** Means over the epoch's batches, as the course's summary.csv has them. */
  record EpochMetrics(
      int epoch,
      long step,
      double trainLoss,
      double trainAcc,
      double valLoss,
      double valAcc,
      double learningRate,
      Duration duration,
      double imagesPerSecond,
      double dataWaitShare,
      int bestEpoch,
      double bestValAcc)
      implements RunEvent {

    /**
     * Of an imported run: neither steps nor the learning rate nor times are known.
     *
     * @param order in the place of the step, below 0 so that nobody takes it for one, and growing:
     *     by it a log tells earlier from later
     */
    public static EpochMetrics imported(
        int epoch,
        long order,
        double trainLoss,
        double trainAcc,
        double valLoss,
        double valAcc,
        int bestEpoch,
        double bestValAcc) {
      if (order >= 0) {
        throw new IllegalArgumentException("an imported epoch's order is " + order);
      }
      return new EpochMetrics(
          epoch,
          order,
          trainLoss,
          trainAcc,
          valLoss,
          valAcc,
          Double.NaN,
          Duration.ZERO,
          Double.NaN,
          Double.NaN,
          bestEpoch,
          bestValAcc);
    }

    /** Whether it is one of those. */
    public boolean isImported() {
      return step < 0
          && duration.isZero()
          && Double.isNaN(learningRate)
          && Double.isNaN(imagesPerSecond)
          && Double.isNaN(dataWaitShare);
    }
  }

  /** The gradient flow was sampled. */
  record GradientsSampled(GradientFlow flow) implements RunEvent {}

  /**
   * A checkpoint is on disk; {@code step} steps are done in it, and {@code bestEpoch} had the best
   * validation accuracy until then.
   */
  record CheckpointSaved(
      String name, int epoch, long step, long sizeBytes, String sha256, int bestEpoch)
      implements RunEvent {
    private static final String EPOCH = "epoch-";

    /** The name of the checkpoint at the end of an epoch (0-based). */
    public static String epochName(int epoch) {
      return EPOCH + "%04d".formatted(epoch);
    }

    /** The name of a checkpoint within an epoch. */
    public static String stepName(long step) {
      return "step-%08d".formatted(step);
    }

    /** Whether the epoch is over in it, its validation included. */
    public boolean endsEpoch() {
      return name.startsWith(EPOCH);
    }
  }

  /** These checkpoints are not on disk any more. */
  record CheckpointsRemoved(List<String> names) implements RunEvent {
    public CheckpointsRemoved {
      names = List.copyOf(names);
    }
  }

  /** The test split, evaluated with the best-validation checkpoint, that of {@code epoch}. */
  record TestEvaluated(int epoch, double testLoss, double testAcc) implements RunEvent {}

  /** The run goes on from an older step: later events replace the earlier ones of the same step. */
  record Rewound(long toStep) implements RunEvent {}

  /** From now on the run may use so much, whatever it was started with. */
  record LimitsChanged(RunLimits limits) implements RunEvent {}

  /** Training ends after so many epochs from now on, more than it was to have. */
  record Extended(int epochs) implements RunEvent {}

  /**
   * Most of a limit is used up.
   *
   * @param limit its name and value, so that a run is warned of each once
   * @param text for people
   */
  record LimitWarned(String limit, String text) implements RunEvent {}

  /** Something worth knowing, for people. */
  record Noted(boolean warning, String text) implements RunEvent {}
}
