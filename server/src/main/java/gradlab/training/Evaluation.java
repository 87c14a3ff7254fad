package gradlab.training;

import gradlab.data.BatchRing;
import gradlab.data.Batches;
import gradlab.dataset.Cifar100;

/** Evaluation mode over a list of images: the mean of per-batch values, as the course has it. */
final class Evaluation {
  private Evaluation() {}

  static RunningMean of(TrainedNetwork network, Cifar100 images, int[] indices, BatchRing ring)
      throws InterruptedException {
    var mean = RunningMean.EMPTY;
    try (var batches = Batches.evaluation(images, indices, ring)) {
      for (var b = batches.next(); b.isPresent(); b = batches.next()) {
        mean = mean.plus(network.evaluate(b.get().images(), b.get().labels()));
      }
    }
    return mean;
  }
}
