package gradlab.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Named executors. Their queues are bounded by who posts: calls, streams and runs have limits. */
final class Threads {
  private Threads() {}

  static ExecutorService pool(String name, int threads, Closing closing) {
    var pool = Executors.newFixedThreadPool(threads, named(name));
    closing.add(name, () -> end(pool));
    return pool;
  }

  static ScheduledThreadPoolExecutor timer(String name, Closing closing) {
    var timer = new ScheduledThreadPoolExecutor(1, named(name));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    closing.add(name, () -> end(timer));
    return timer;
  }

  private static void end(ExecutorService executor) throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
      executor.shutdownNow();
    }
  }

  private static ThreadFactory named(String name) {
    var count = new AtomicInteger();
    return task -> {
      var thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
