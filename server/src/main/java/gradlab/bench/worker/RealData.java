package gradlab.bench.worker;

import gradlab.bench.child.Mode;
import gradlab.data.BatchRing;
import gradlab.data.BatchSource;
import gradlab.data.Batches;
import gradlab.data.EpochPosition;
import gradlab.data.TrainValSplit;
import gradlab.dataset.Cifar100;
import gradlab.dataset.DatasetLocation;
import gradlab.dataset.Split;
import gradlab.domain.Augmentation;
import java.util.Optional;

/** The training images, read when they are first wanted, and the trainer's way from them. */
final class RealData {
  private final DatasetLocation location;
  private final BatchRing ring;
  private Optional<Cifar100> images = Optional.empty();

  RealData(DatasetLocation location, int batchSize) {
    this.location = location;
    this.ring = new BatchRing(batchSize);
  }

  /**
   * For training shuffled and augmented. Evaluation takes the same images as they are: the sample's
   * validation images are a single batch.
   *
   * @throws gradlab.domain.GradlabException.BadDataset if the data is missing or damaged
   * @throws IllegalArgumentException if they are not enough for a batch
   */
  Feed open(Mode mode) {
    var data = images.orElseGet(() -> Cifar100.load(location, Split.TRAIN));
    images = Optional.of(data);
    int[] train = TrainValSplit.of(data.size()).train();
    if (train.length < ring.batchSize()) {
      throw new IllegalArgumentException(
          "%d training images are not enough for a batch of %d"
              .formatted(train.length, ring.batchSize()));
    }
    return new EpochsFeed(ring.batchSize(), epoch -> source(mode, data, train, epoch));
  }

  private BatchSource source(Mode mode, Cifar100 data, int[] train, int epoch) {
    return switch (mode) {
      case TRAIN ->
          Batches.training(data, train, Augmentation.COURSE, new EpochPosition(0, epoch, 0), ring);
      case EVALUATE -> Batches.evaluation(data, train, ring);
    };
  }
}
