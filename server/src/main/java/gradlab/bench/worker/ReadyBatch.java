package gradlab.bench.worker;

import gradlab.data.Batch;
import gradlab.dataset.Cifar100;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/** The same batch again and again. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares batches
record ReadyBatch(FloatBuffer images, int[] labels) implements Feed, Batch {
  private static final long SEED = 1;

  /** Normal pixels, as normalised images have them, and uniform labels. */
  static ReadyBatch random(int size, int classes) {
    var random = new Random(SEED);
    var images =
        ByteBuffer.allocateDirect(size * Cifar100.PIXEL_BYTES * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    while (images.hasRemaining()) {
      images.put((float) random.nextGaussian());
    }
    return new ReadyBatch(images.flip(), random.ints(size, 0, classes).toArray());
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Batch next() {
    return this;
  }

  @Override
  public long waitNanos() {
    return 0;
  }

  @Override
  public long cpuNanos() {
    return 0;
  }

  @Override
  public void close() {
    // holds nothing that is to be given back
  }
}
