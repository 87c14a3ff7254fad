package gradlab.runs;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other on a shared executor: whoever holds state behind a mailbox has one
 * owner. Its length is bounded by who posts: calls in progress, one task per connection, timers.
 */
final class Mailbox {
  private static final Logger LOGGER = LoggerFactory.getLogger(Mailbox.class);

  private final String name;
  private final Executor executor;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  Mailbox(String name, Executor executor) {
    this.name = name;
    this.executor = executor;
  }

  void post(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    executor.execute(this::runNext);
  }

  /** Like {@link #post}; what the task returns or throws is the future's. */
  <T> CompletableFuture<T> ask(Supplier<T> task) {
    var answer = new CompletableFuture<T>();
    post(
        () -> {
          try {
            answer.complete(task.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private void runNext() {
    Runnable task;
    synchronized (tasks) {
      task = tasks.remove();
    }
    try {
      task.run();
    } catch (RuntimeException e) {
      LOGGER.error("{}: a task failed", name, e); // the owner goes on: other tasks clean up
    }
    synchronized (tasks) {
      if (tasks.isEmpty()) {
        running = false;
        return;
      }
    }
    executor.execute(this::runNext); // one task a turn, so that runs share the threads fairly
  }
}
