package gradlab.training;

import gradlab.data.TrainValSplit;
import gradlab.dataset.Cifar100;
import gradlab.dataset.DatasetLocation;
import gradlab.dataset.Split;
import gradlab.domain.ClassPrior;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The images of a run: the course's split of the train file, and the test file when it is asked
 * for.
 *
 * @param images the whole train file, open
 * @param train indices to train on, in the split's order
 * @param val indices to validate on
 */
record TrainingData(DatasetLocation location, Cifar100 images, int[] train, int[] val)
    implements AutoCloseable {

  /**
   * @param trainLimit take the first so many of the train list; 0: all
   */
  static TrainingData load(DatasetLocation location, int trainLimit) {
    var images = Cifar100.load(location, Split.TRAIN);
    var split = TrainValSplit.of(images.size());
    int[] train = split.train();
    if (trainLimit > 0 && trainLimit < train.length) {
      train = Arrays.copyOf(train, trainLimit);
    }
    return new TrainingData(location, images, train, split.val());
  }

  /** What the split's class frequencies alone would give. */
  ClassPrior classPrior() {
    return ClassPrior.of(labels(train), labels(val));
  }

  private int[] labels(int[] of) {
    return Arrays.stream(of).map(images::label).toArray();
  }

  /** Closes the train file. */
  @Override
  public void close() {
    images.close();
  }

  /** The test file, open. */
  static Cifar100 loadTest(DatasetLocation location) {
    return Cifar100.load(location, Split.TEST);
  }

  /** Indices of every image. */
  static int[] all(Cifar100 images) {
    return IntStream.range(0, images.size()).toArray();
  }
}
