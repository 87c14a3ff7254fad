package gradlab.figures;

import gradlab.domain.RunEvent.EpochMetrics;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One run in a figure of learning curves.
 *
 * @param name of the run
 * @param epochs finished ones, in order; one whose value is no number leaves a gap
 * @param classPriorLoss what the training images' class frequencies alone would cost; empty where
 *     that is not on record
 */
public record LearningCurves(
    String name, List<EpochMetrics> epochs, OptionalDouble classPriorLoss) {
  public LearningCurves {
    epochs = List.copyOf(epochs);
  }
}
