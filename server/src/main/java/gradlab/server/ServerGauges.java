package gradlab.server;

import gradlab.cost.CostControl;
import gradlab.metrics.ServerMetrics;
import gradlab.metrics.host.DiskSpace;
import gradlab.runs.RunManager;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the server as a whole shows: queue, slots, money, disk, GPUs. */
final class ServerGauges {
  private static final long LOOK_MILLIS = 1_000;
  private static final long GPU_LOOK_MILLIS = 5_000;

  private ServerGauges() {}

  /** Looks in the background until the server closes. */
  static void start(
      ServerSettings settings,
      ServerMetrics metrics,
      RunManager runs,
      CostControl cost,
      Closing closing) {
    var sampled = metrics.sampled();
    sampled.gauge(
        "gradlab.slots",
        "",
        "Runs that may train beside each other",
        () -> settings.runs().slots());
    sampled.gauge("gradlab.slots.used", "", "Slots in use", runs::slotsInUse);
    sampled.gauge("gradlab.queue.length", "", "Runs that wait for a slot", runs::queueLength);
    sampled.gauge(
        "gradlab.queue.limit", "", "Runs that may wait", () -> settings.runs().maxQueued());
    sampled.gauge(
        "gradlab.queue.held",
        "",
        "1: no run gets a slot, because the budget is used up or the disk is full",
        () -> runs.queueHold().isEmpty() && runs.diskProblem().isEmpty() ? 0 : 1);
    sampled.gauge(
        "gradlab.streams.limit",
        "",
        "StreamMetrics calls that may be open",
        () -> settings.streams().maxStreams());
    money(metrics, cost);
    DiskSpace.register(sampled, settings.stateDirectory(), settings.leastFreeBytes());

    Threads.timer("metrics", closing)
        .scheduleWithFixedDelay(
            () -> {
              sampled.sample();
              metrics.runs().prune();
            },
            LOOK_MILLIS,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
    metrics
        .gpus(Optional.ofNullable(settings.environment().get("PATH")))
        .ifPresent(
            gpus -> // a thread of its own: a driver may hang
            Threads.timer("gpu", closing)
                    .scheduleWithFixedDelay(
                        gpus::sample, 0, GPU_LOOK_MILLIS, TimeUnit.MILLISECONDS));
  }

  private static void money(ServerMetrics metrics, CostControl cost) {
    var sampled = metrics.sampled();
    sampled.counter(
        "gradlab.device",
        "seconds",
        "Time on the device of all runs, also of those deleted since",
        () -> seconds(cost.total().time()));
    sampled.counter(
        "gradlab.cost",
        "",
        "Cost of all runs, also of those deleted since, in the currency of --price-per-hour",
        () -> cost.total().cost());
    cost.pricePerHour()
        .ifPresent(
            price ->
                sampled.gauge(
                    "gradlab.price.per.hour", "", "What the device costs an hour", () -> price));
    cost.budget()
        .ifPresent(
            budget -> {
              sampled.gauge("gradlab.budget", "", "What all runs may cost together", () -> budget);
              sampled.gauge(
                  "gradlab.budget.used",
                  "ratio",
                  "Share of the budget that is used; at 1 all runs are stopped",
                  () -> cost.total().cost() / budget);
            });
  }

  private static double seconds(Duration time) {
    return time.getSeconds() + time.getNano() / 1e9;
  }
}
