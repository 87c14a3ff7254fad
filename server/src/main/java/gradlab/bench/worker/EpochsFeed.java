package gradlab.bench.worker;

import gradlab.data.Batch;
import gradlab.data.BatchSource;
import java.util.function.IntFunction;

/** One epoch after the other. A short batch at an epoch's end is left out: its step is shorter. */
final class EpochsFeed implements Feed {
  private final int batchSize;
  private final IntFunction<BatchSource> epochs;
  private BatchSource source;
  private int epoch;
  private long waitBefore;
  private long cpuBefore;

  /**
   * @param epochs the batches of an epoch, counted from 0, at least one of them full
   */
  EpochsFeed(int batchSize, IntFunction<BatchSource> epochs) {
    this.batchSize = batchSize;
    this.epochs = epochs;
    this.source = epochs.apply(0);
  }

  @Override
  public Batch next() throws InterruptedException {
    var batch = source.next();
    while (batch.isEmpty() || batch.get().size() < batchSize) {
      waitBefore = waitNanos();
      cpuBefore = cpuNanos();
      source.close();
      epoch++;
      source = epochs.apply(epoch);
      batch = source.next();
    }
    return batch.get();
  }

  @Override
  public long waitNanos() {
    return waitBefore + source.waitNanos();
  }

  @Override
  public long cpuNanos() {
    return cpuBefore + source.cpuNanos();
  }

  @Override
  public void close() {
    source.close();
  }
}
