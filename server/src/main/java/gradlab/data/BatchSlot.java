package gradlab.data;

import gradlab.dataset.Cifar100;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

/** One reused place for a batch. Written by the background thread, then read by the consumer. */
final class BatchSlot implements Batch {
  private final FloatBuffer images;
  private final int[] fullLabels;
  private int[] labels;
  private final Optional<Batch> asResult = Optional.of(this);

  BatchSlot(int batchSize) {
    this.images =
        ByteBuffer.allocateDirect(Math.multiplyExact(batchSize, Cifar100.PIXEL_BYTES * Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    this.fullLabels = new int[batchSize];
    this.labels = fullLabels;
  }

  /** To be called before a batch is written; only a partial batch needs an array of its own. */
  void resize(int size) {
    labels = size == fullLabels.length ? fullLabels : new int[size];
    images.clear().limit(size * Cifar100.PIXEL_BYTES);
  }

  void put(int at, float[] pixels, int label) {
    images.put(at * Cifar100.PIXEL_BYTES, pixels);
    labels[at] = label;
  }

  Optional<Batch> asResult() {
    return asResult;
  }

  @Override
  public FloatBuffer images() {
    return images.position(0).limit(labels.length * Cifar100.PIXEL_BYTES);
  }

  @Override
  public int[] labels() {
    return labels;
  }

  @Override
  public int size() {
    return labels.length;
  }
}
