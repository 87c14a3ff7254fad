package gradlab.client.listing;

import static gradlab.client.output.Column.text;

import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.EpochMetrics;
import gradlab.v1.RunEvent;
import gradlab.v1.StepMetrics;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The events of a run, for programs. People get {@link EventText}. */
public final class EventColumns {
  private EventColumns() {}

  public static Columns<RunEvent> columns() {
    return new Columns<>(
        false,
        event -> event,
        List.of(
            text("seq", event -> Long.toString(event.getSeq())),
            text("time", event -> Display.instant(event.getTime()).toString()),
            text("event", EventColumns::kind),
            text("epoch", both(EpochMetrics::getEpoch, StepMetrics::getEpoch)),
            text(
                "step",
                both(known(EpochMetrics::hasStep, EpochMetrics::getStep), StepMetrics::getStep)),
            text("train_loss", both(EpochMetrics::getTrainLoss, StepMetrics::getTrainLoss)),
            text("train_acc", both(EpochMetrics::getTrainAcc, StepMetrics::getTrainAcc)),
            ofEpoch("val_loss", EpochMetrics::getValLoss),
            ofEpoch("val_acc", EpochMetrics::getValAcc),
            text(
                "learning_rate",
                both(
                    known(EpochMetrics::hasLearningRate, EpochMetrics::getLearningRate),
                    StepMetrics::getLearningRate)),
            text(
                "images_per_second",
                both(
                    known(EpochMetrics::hasImagesPerSecond, EpochMetrics::getImagesPerSecond),
                    StepMetrics::getImagesPerSecond)),
            text("text", EventColumns::words)));
  }

  static String kind(RunEvent event) {
    return switch (event.getKindCase()) {
      case STATE_CHANGED -> "state";
      case ATTEMPT_STARTED -> "attempt";
      case STEP -> "step";
      case EPOCH -> "epoch";
      case GRADIENT_FLOW -> "gradient_flow";
      case CHECKPOINT -> "checkpoint";
      case TEST -> "test";
      case REWOUND -> "rewound";
      case CHECKPOINTS_REMOVED -> "checkpoints_removed";
      case NOTE -> "note";
      case KIND_NOT_SET -> "unknown";
    };
  }

  private static String words(RunEvent event) {
    return switch (event.getKindCase()) {
      case STATE_CHANGED,
          ATTEMPT_STARTED,
          GRADIENT_FLOW,
          CHECKPOINT,
          CHECKPOINTS_REMOVED,
          TEST,
          REWOUND,
          NOTE ->
          EventText.words(event);
      case STEP, EPOCH, KIND_NOT_SET -> "";
    };
  }

  /** Empty where it is not known: of an imported run. */
  private static Function<EpochMetrics, Object> known(
      Predicate<EpochMetrics> known, Function<EpochMetrics, Object> value) {
    return epoch -> known.test(epoch) ? value.apply(epoch) : "";
  }

  private static Function<RunEvent, String> both(
      Function<EpochMetrics, Object> ofEpoch, Function<StepMetrics, Object> ofStep) {
    return event -> {
      if (event.hasEpoch()) {
        return ofEpoch.apply(event.getEpoch()).toString();
      }
      return event.hasStep() ? ofStep.apply(event.getStep()).toString() : "";
    };
  }

  private static Column<RunEvent> ofEpoch(String name, ToDoubleFunction<EpochMetrics> value) {
    return text(
        name,
        event -> event.hasEpoch() ? Double.toString(value.applyAsDouble(event.getEpoch())) : "");
  }
}
