package gradlab.store;

import gradlab.domain.RunEvent;
import gradlab.domain.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Logs of many events, as training makes them, for tests. */
public final class LongLogs {
  private static final int STEPS = 475;
  private static final int BATCH = 1_000;

  private LongLogs() {}

  /** A run in progress: an event a step, and each epoch's end, until there are so many events. */
  public static void fill(RunLog log, long events) {
    log.append(List.of(Runs.server(Runs.state(RunState.RUNNING)), Runs.server(Runs.attempt(1))));
    long step = log.view().lastStep().map(RunEvent.StepMetrics::step).orElse(0L);
    while (log.view().lastSeq() < events) {
      var batch = new ArrayList<NewEvent>();
      while (batch.size() < Math.min(BATCH, events - log.view().lastSeq())) {
        step++;
        batch.add(Runs.server(Runs.step(step, 4.6)));
        if (step % STEPS == 0) {
          int epoch = (int) (step / STEPS) - 1;
          batch.add(Runs.server(Runs.flow(epoch, 1e-3, 1e-2)));
          batch.add(Runs.server(Runs.epoch(epoch, 4.5)));
        }
      }
      log.append(batch);
    }
  }

  /** Any events, some of them rewinds, in writes of any size. */
  static List<List<NewEvent>> random(Random random, int events) {
    var batches = new ArrayList<List<NewEvent>>();
    int left = events;
    while (left > 0) {
      var batch = new ArrayList<NewEvent>();
      for (int i = Math.min(left, 1 + random.nextInt(200)); i > 0; i--) {
        batch.add(Runs.server(event(random)));
        left--;
      }
      batches.add(batch);
    }
    return batches;
  }

  private static RunEvent event(Random random) {
    int kind = random.nextInt(1_000);
    if (kind < 1) {
      return new RunEvent.Rewound(random.nextInt(900));
    }
    if (kind < 3) {
      return Runs.state(RunState.values()[random.nextInt(RunState.values().length)]);
    }
    if (kind < 6) {
      return Runs.flow(random.nextInt(90), 1, 2);
    }
    if (kind < 20) {
      return Runs.epoch(random.nextInt(90), random.nextDouble());
    }
    return kind < 500
        ? Runs.step(random.nextInt(900), random.nextDouble())
        : new RunEvent.Noted(false, "x".repeat(random.nextInt(60)));
  }
}
