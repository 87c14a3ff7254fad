package gradlab.data;

import gradlab.dataset.Cifar100;
import gradlab.domain.Augmentation;
import java.util.Objects;

/**
 * Makes the batches of an epoch. The order of the images and each one's augmentation are a pure
 * function of seed, epoch and position, so a run that goes on from any batch gets the very same
 * bytes, and there is no generator state to save.
 */
public final class Batches {
  private Batches() {}

  /** Shuffled and augmented as in the course, in memory of its own. */
  public static BatchSource training(
      Cifar100 data, int[] indices, int batchSize, long seed, int epoch, int fromBatch) {
    return training(
        data,
        indices,
        Augmentation.COURSE,
        new EpochPosition(seed, epoch, fromBatch),
        new BatchRing(batchSize));
  }

  /**
   * Shuffled and augmented.
   *
   * @param indices images of data to train on; each comes once an epoch. Not changed
   * @param ring gives the batch size, and the memory until the source is closed
   */
  public static BatchSource training(
      Cifar100 data, int[] indices, Augmentation augmentation, EpochPosition from, BatchRing ring) {
    int[] order = checked(data, indices);
    Mix.shuffle(order, Mix.mix(from.seed(), from.epoch()));
    ImageWriter writer = new ImageWriter(data, augmentation);
    return start(data, order, from.batch(), ring, writer, from.seed(), from.epoch());
  }

  /** In the given order, not augmented, in memory of its own. */
  public static BatchSource evaluation(Cifar100 data, int[] indices, int batchSize) {
    return evaluation(data, indices, new BatchRing(batchSize));
  }

  /** In the given order, not augmented. */
  public static BatchSource evaluation(Cifar100 data, int[] indices, BatchRing ring) {
    int[] order = checked(data, indices);
    return start(data, order, 0, ring, new ImageWriter(data, Augmentation.NONE), 0, 0);
  }

  private static BatchSource start(
      Cifar100 data,
      int[] order,
      int fromBatch,
      BatchRing ring,
      ImageWriter writer,
      long seed,
      int epoch) {
    int batchSize = ring.batchSize();
    int batches = (order.length + batchSize - 1) / batchSize;
    if (fromBatch > batches) {
      throw new IllegalArgumentException(
          "batch " + fromBatch + " of an epoch that has " + batches + " batches");
    }
    float[] pixels = new float[Cifar100.PIXEL_BYTES];
    BatchFiller filler =
        (batch, slot) -> {
          int first = batch * batchSize;
          int size = Math.min(batchSize, order.length - first);
          slot.resize(size);
          for (int at = 0; at < size; at++) {
            int position = first + at;
            int image = order[position];
            writer.write(image, Mix.mix(seed, epoch, position), pixels);
            slot.put(at, pixels, data.label(image));
          }
        };
    return new PrefetchingBatches(ring, fromBatch, batches, filler);
  }

  /** A copy. */
  private static int[] checked(Cifar100 data, int[] indices) {
    for (int index : indices) {
      Objects.checkIndex(index, data.size());
    }
    return indices.clone();
  }
}
