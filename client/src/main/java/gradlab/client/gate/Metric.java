package gradlab.client.gate;

import gradlab.client.connection.RunStates;
import gradlab.v1.EpochMetrics;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What a gate may ask of a run. The names are those of the listings. */
public enum Metric {
  TRAIN_LOSS("mean training loss of the last finished epoch", epoch(EpochMetrics::getTrainLoss)),
  TRAIN_ACC("training accuracy of that epoch, 0 to 1", epoch(EpochMetrics::getTrainAcc)),
  VAL_LOSS("validation loss after that epoch", epoch(EpochMetrics::getValLoss)),
  VAL_ACC("validation accuracy after that epoch, 0 to 1", epoch(EpochMetrics::getValAcc)),
  BEST_VAL_ACC("the best validation accuracy so far", epoch(EpochMetrics::getBestValAcc)),
  BEST_EPOCH("the epoch (from 0) that had it", epoch(EpochMetrics::getBestEpoch)),
  TEST_LOSS(
      "test loss, after `gradlab evaluate`", when(Run::hasTest, r -> r.getTest().getTestLoss())),
  TEST_ACC(
      "test accuracy, after `gradlab evaluate`", when(Run::hasTest, r -> r.getTest().getTestAcc())),
  GRADIENT_RATIO(
      "mean gradient of the first convolution after the entry block over that of the last, at the"
          + " last sampled epoch",
      when(Run::hasGradientRatio, Run::getGradientRatio)),
  DECADES_LOST(
      "powers of ten that the gradient loses on its way: -log10(gradient_ratio)",
      when(Run::hasGradientRatio, r -> -Math.log10(r.getGradientRatio()))),
  EPOCH("the last finished epoch, from 0", epoch(EpochMetrics::getEpoch)),
  STEP("training steps at its end", epoch(EpochMetrics::hasStep, EpochMetrics::getStep)),
  LEARNING_RATE(
      "the learning rate in that epoch",
      epoch(EpochMetrics::hasLearningRate, EpochMetrics::getLearningRate)),
  IMAGES_PER_SECOND(
      "training speed in that epoch",
      epoch(EpochMetrics::hasImagesPerSecond, EpochMetrics::getImagesPerSecond)),
  DATA_WAIT_SHARE(
      "share of that epoch's time in which training waited for data, 0 to 1",
      epoch(EpochMetrics::hasDataWaitShare, EpochMetrics::getDataWaitShare)),
  DEVICE_SECONDS(
      "time on the device, in seconds",
      when(
          Run::hasDeviceTime,
          r -> r.getDeviceTime().getSeconds() + r.getDeviceTime().getNanos() * 1e-9)),
  COST("what that cost, where the server has a price", when(r -> r.getCost() > 0, Run::getCost)),
  RESTARTS("restarts after a crash", when(r -> true, Run::getRestarts)),
  STATE("completed, stopped, failed, ...", states()),
  DIAGNOSIS(
      "the verdict of `gradlab diagnose`",
      List.of(
          "healthy",
          "nan",
          "exploding",
          "dead_layers",
          "vanishing",
          "input_independent",
          "class_prior",
          "overfitting",
          "unknown"));

  private final String meaning;
  private final Function<Run, Optional<Double>> number;
  private final List<String> words;

  Metric(String meaning, Function<Run, Optional<Double>> number) {
    this.meaning = meaning;
    this.number = number;
    this.words = List.of();
  }

  Metric(String meaning, List<String> words) {
    this.meaning = meaning;
    this.number = run -> Optional.empty();
    this.words = words;
  }

  /** As it is written in a gate. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** The values it can have; empty where it is a number. */
  public List<String> words() {
    return words;
  }

  boolean isNumber() {
    return words.isEmpty();
  }

  /** Empty where the run has none yet. */
  Optional<Double> number(Run run) {
    return number.apply(run);
  }

  static Optional<Metric> of(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word().equals(word)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(Metric::word).toList();
  }

  private static List<String> states() {
    return Arrays.stream(RunState.values())
        .filter(s -> s != RunState.UNRECOGNIZED && s != RunState.RUN_STATE_UNSPECIFIED)
        .map(Metric::word)
        .toList();
  }

  static String word(RunState state) {
    return RunStates.name(state).toLowerCase(Locale.ROOT);
  }

  /** What is not known of an imported run's epochs. */
  private static Function<Run, Optional<Double>> epoch(
      Predicate<EpochMetrics> known, ToDoubleFunction<EpochMetrics> value) {
    return when(
        run -> run.hasLastEpoch() && known.test(run.getLastEpoch()),
        run -> value.applyAsDouble(run.getLastEpoch()));
  }

  private static Function<Run, Optional<Double>> epoch(ToDoubleFunction<EpochMetrics> value) {
    return when(Run::hasLastEpoch, run -> value.applyAsDouble(run.getLastEpoch()));
  }

  private static Function<Run, Optional<Double>> when(
      Predicate<Run> present, ToDoubleFunction<Run> value) {
    return run -> present.test(run) ? Optional.of(value.applyAsDouble(run)) : Optional.empty();
  }
}
