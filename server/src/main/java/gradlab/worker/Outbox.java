package gradlab.worker;

import gradlab.v1.WorkerEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Events that the server has not yet put on disk, in order of their numbers. Thread-safe; bounded.
 */
final class Outbox {
  /** Ten minutes of the fastest runs; the trainer waits when it is full. */
  static final int CAPACITY = 100_000;

  private final ArrayDeque<WorkerEvent> events = new ArrayDeque<>();
  private long lastSeq;

  /**
   * @param event makes the event with its number
   */
  synchronized void add(LongFunction<WorkerEvent> event) {
    boolean interrupted = false;
    while (events.size() >= CAPACITY) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    events.add(event.apply(++lastSeq));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void acknowledge(long seq) {
    while (!events.isEmpty() && events.peek().getWorkerSeq() <= seq) {
      events.remove();
    }
    notifyAll();
  }

  synchronized List<WorkerEvent> after(long seq) {
    return events.stream().filter(e -> e.getWorkerSeq() > seq).toList();
  }

  /**
   * @return whether all were acknowledged in time
   */
  synchronized boolean awaitEmpty(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!events.isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
