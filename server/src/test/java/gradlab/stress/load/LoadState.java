package gradlab.stress.load;

import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.store.LongLogs;
import gradlab.store.RunLog;
import gradlab.store.RunStore;
import gradlab.store.Runs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A state directory of a server that was used a lot, made by the store's own code. */
final class LoadState {
  static final RunId LONG = RunId.of("long");

  /** What a server that crashed had not put in the index yet. */
  private static final int NOT_INDEXED = 1_000;

  private static final int THREADS = 8;

  private LoadState() {}

  /**
   * @param runs how many, one of which is in progress
   * @param events of the one in progress; the index is somewhat behind them, as after a crash
   */
  static void make(Path state, int runs, long events) throws Exception {
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var ended = new ArrayList<Callable<Boolean>>();
      for (int i = 1; i < runs; i++) {
        int run = i;
        ended.add(() -> ended(state, run));
      }
      for (Future<Boolean> done : threads.invokeAll(ended)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    try (var log = RunLog.create(directory(state, LONG), LONG, Runs.CONFIG, "", Instant.now())) {
      LongLogs.fill(log, events - NOT_INDEXED);
      RunStore.open(state).close();
      LongLogs.fill(log, events);
    }
  }

  private static Path directory(Path state, RunId id) {
    return state.resolve("runs").resolve(id.value());
  }

  private static boolean ended(Path state, int number) {
    var id = RunId.of("vgg-08-plain-%06x".formatted(number));
    var created = Runs.T0.plusSeconds(number);
    try (var log = RunLog.create(directory(state, id), id, Runs.CONFIG, "", created)) {
      log.append(
          List.of(
              Runs.server(Runs.state(RunState.RUNNING)),
              Runs.worker(1, 1, Runs.attempt(1)),
              Runs.worker(1, 2, Runs.step(10, 4.6)),
              Runs.worker(1, 3, Runs.flow(0, 1e-3, 1e-2)),
              Runs.worker(1, 4, Runs.epoch(0, 4.5)),
              Runs.worker(1, 5, Runs.checkpoint(0)),
              Runs.worker(1, 6, Runs.flow(1, 1e-3, 1e-2)),
              Runs.worker(1, 7, Runs.epoch(1, 4.4)),
              Runs.worker(1, 8, Runs.checkpoint(1)),
              Runs.server(Runs.state(RunState.COMPLETED))));
      return true;
    }
  }
}
