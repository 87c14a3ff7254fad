package gradlab.bench.worker;

import gradlab.data.Batch;

/** Full batches without an end. */
interface Feed extends AutoCloseable {
  /** Valid until the following call. */
  Batch next() throws InterruptedException;

  /** What next() has waited so far. */
  long waitNanos();

  /** CPU time of preparing so far. */
  long cpuNanos();

  @Override
  void close();
}
