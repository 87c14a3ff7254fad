package gradlab.data;

import java.util.Optional;

/** The batches of one epoch, in order. For one consumer thread; close() may come from any. */
public interface BatchSource extends AutoCloseable {
  /**
   * The next batch, or empty at the end of the epoch. The batch before it is no longer valid.
   *
   * @throws RuntimeException what stopped the background thread, if something did
   */
  Optional<Batch> next() throws InterruptedException;

  /**
   * Nanoseconds that next() has spent waiting for data so far; to be compared with a step's time.
   */
  long waitNanos();

  /** CPU nanoseconds that preparing has cost, up to the last batch that was finished. */
  long cpuNanos();

  /** Number of batches of the whole epoch, those before the starting point too. */
  int batches();

  /** Ends the background thread and waits until it has ended; does nothing the second time. */
  @Override
  void close();
}
