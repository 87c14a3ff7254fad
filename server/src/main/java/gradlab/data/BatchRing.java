package gradlab.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * The memory of a prefetching source: three batches, one with the consumer, one ready, one being
 * written. Lend the same ring to one source after the other: direct memory that is dropped after
 * every epoch is freed only when the garbage collector comes by.
 */
public final class BatchRing {
  static final int SLOTS = 3;

  private final int batchSize;
  private final List<BatchSlot> slots;
  private final AtomicBoolean lent = new AtomicBoolean();

  /**
   * @param batchSize images in a full batch; each takes 12 KiB, three times
   */
  public BatchRing(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size is " + batchSize + ", must be at least 1");
    }
    this.batchSize = batchSize;
    this.slots = IntStream.range(0, SLOTS).mapToObj(i -> new BatchSlot(batchSize)).toList();
  }

  public int batchSize() {
    return batchSize;
  }

  /** Until {@link #giveBack()}. */
  List<BatchSlot> lend() {
    if (!lent.compareAndSet(false, true)) {
      throw new IllegalStateException("the ring is in use: close the source before this one first");
    }
    return slots;
  }

  void giveBack() {
    lent.set(false);
  }
}
