package gradlab.data;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Prepares batches ahead on a background thread. Slots go round: free, written, ready, with the
 * consumer, free. Both queues have room for everything that can be put in, so no put blocks. The
 * thread is never interrupted: that would close the file it reads from for everybody.
 */
final class PrefetchingBatches implements BatchSource {
  private static final String THREAD_NAME = "gradlab-batches";

  private final BatchRing ring;
  private final int batches;
  // one place more for the wake-up
  private final BlockingQueue<BatchSlot> free = new ArrayBlockingQueue<>(BatchRing.SLOTS + 1);
  private final BlockingQueue<BatchSlot> ready = new ArrayBlockingQueue<>(BatchRing.SLOTS + 1);
  private final BatchSlot wakeUp = new BatchSlot(0);
  private final Thread thread;

  private volatile Optional<Throwable> failure = Optional.empty();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile long waitNanos; // written by the consumer only
  private volatile long cpuNanos; // written by the background thread only
  private Optional<BatchSlot> withConsumer = Optional.empty();
  private int given;

  PrefetchingBatches(BatchRing ring, int from, int batches, BatchFiller filler) {
    this.ring = ring;
    this.batches = batches;
    this.given = from;
    List<BatchSlot> slots = ring.lend();
    free.addAll(slots);
    thread = new Thread(() -> fillAll(from, filler), THREAD_NAME);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Optional<Batch> next() throws InterruptedException {
    withConsumer.ifPresent(free::add);
    withConsumer = Optional.empty();
    if (given == batches && !closed.get()) {
      return Optional.empty();
    }
    BatchSlot slot = closed.get() ? wakeUp : take();
    if (slot == wakeUp) {
      ready.offer(wakeUp); // for the call after this one
      throw ended();
    }
    withConsumer = Optional.of(slot);
    given++;
    return slot.asResult();
  }

  private BatchSlot take() throws InterruptedException {
    BatchSlot atOnce = ready.poll();
    if (atOnce != null) {
      return atOnce;
    }
    long start = System.nanoTime();
    try {
      return ready.take();
    } finally {
      addWait(System.nanoTime() - start);
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
  private void addWait(long nanos) {
    waitNanos += nanos;
  }

  private RuntimeException ended() {
    if (failure.isPresent()) {
      if (failure.get() instanceof Error error) {
        throw error;
      }
      return (RuntimeException) failure.get(); // a filler throws nothing checked
    }
    return new IllegalStateException("the batch source is closed");
  }

  @Override
  public long waitNanos() {
    return waitNanos;
  }

  @Override
  public long cpuNanos() {
    return cpuNanos;
  }

  @Override
  public int batches() {
    return batches;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return; // the ring may be with another source by now
    }
    free.add(wakeUp);
    ready.offer(wakeUp); // a full queue needs no wake-up: nobody waits on it
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join(); // at most the time of one batch
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    ring.giveBack();
  }

  private void fillAll(int from, BatchFiller filler) {
    try {
      var threads = ManagementFactory.getThreadMXBean();
      for (int batch = from; batch < batches; batch++) {
        BatchSlot slot = free.take();
        if (closed.get()) {
          return; // the slot may be the wake-up
        }
        filler.fill(batch, slot);
        cpuNanos = threads.getCurrentThreadCpuTime();
        if (closed.get()) {
          break; // close() may have cut the filling short
        }
        ready.add(slot);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does; the thread ends here
    } catch (RuntimeException | Error e) {
      failure = Optional.of(e);
      ready.add(wakeUp);
    }
  }
}
