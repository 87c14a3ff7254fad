package gradlab.training;

import gradlab.data.BatchRing;
import gradlab.data.Batches;
import gradlab.dataset.Cifar100;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Evaluation mode over a list of images: the mean of per-batch values, as the course has it. */
final class Evaluation {
  private Evaluation() {}

  /**
   * @param stopRequested asked between two batches
   * @return empty where it was stopped
   */
  static Optional<RunningMean> of(
      TrainedNetwork network,
      Cifar100 images,
      int[] indices,
      BatchRing ring,
      BooleanSupplier stopRequested)
      throws InterruptedException {
    var mean = RunningMean.EMPTY;
    try (var batches = Batches.evaluation(images, indices, ring)) {
      for (var b = batches.next(); b.isPresent(); b = batches.next()) {
        if (stopRequested.getAsBoolean()) {
          return Optional.empty();
        }
        mean = mean.plus(network.evaluate(b.get().images(), b.get().labels()));
      }
    }
    return Optional.of(mean);
  }
}
