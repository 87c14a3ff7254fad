package gradlab.runs;

import gradlab.metrics.ServerMetrics;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What every run of this server shares.
 *
 * @param workerEndpoint HOST:PORT where workers attach
 * @param spool what workers wrote while there was no server
 * @param data where the data set is at the moment
 */
record RunContext(
    RunSettings settings,
    WorkerLauncher launcher,
    WorkerTokens tokens,
    WorkerSpool spool,
    SlotQueue slots,
    String workerEndpoint,
    Supplier<WorkerData> data,
    ServerMetrics metrics,
    Executor executor,
    ScheduledExecutorService timer) {

  /** Does {@code task} on the owner's mailbox after a while. */
  void later(Duration delay, Mailbox owner, Runnable task) {
    timer.schedule(() -> owner.post(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does {@code task} again and again, on the executor, at once for the first time. */
  void every(Duration period, Runnable task) {
    timer.scheduleWithFixedDelay(
        () -> executor.execute(task), 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }
}
