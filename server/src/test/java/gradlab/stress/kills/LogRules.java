package gradlab.stress.kills;

import gradlab.domain.RunEvent;
import gradlab.domain.RunState;
import gradlab.runs.RunTransitions;
import gradlab.store.RunLog;
import gradlab.store.StoredEvent;
import gradlab.wire.EventMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What holds in a run's log, whoever was killed and when: goes through it once. AssertionError
 * where something does not.
 */
final class LogRules {
  private record Epoch(int number, long step) {}

  private final Consumer<StoredEvent> expected;
  private final ArrayDeque<Epoch> epochs = new ArrayDeque<>();
  private Optional<RunState> state = Optional.empty();
  private long seq;
  private int attempt;
  private long workerSeq;
  private long step;

  /**
   * @param expected looks at each event by itself
   */
  LogRules(Consumer<StoredEvent> expected) {
    this.expected = expected;
  }

  /** The events of a log, of which a server may be writing the end: read from a copy. */
  static List<StoredEvent> read(Path runDirectory, Path scratch) throws IOException {
    Files.createDirectories(scratch);
    Files.write(scratch.resolve("run.log"), Files.readAllBytes(runDirectory.resolve("run.log")));
    var events = new ArrayList<StoredEvent>();
    try (var log = RunLog.open(scratch);
        var cursor = log.cursor(1)) {
      for (var e = cursor.next(); e.isPresent(); e = cursor.next()) {
        events.add(e.get());
      }
    }
    return events;
  }

  /** Every event that was ever shown is on record, as it was shown. */
  static void checkShown(Shown shown, List<StoredEvent> log) {
    shown
        .events()
        .forEach(
            (seq, event) -> {
              if (seq > log.size()) {
                throw new AssertionError(
                    "event %d was shown and is lost: %s".formatted(seq, event));
              }
              var stored = log.get((int) (seq - 1));
              var message = EventMessages.message(stored.seq(), stored.time(), stored.event());
              if (!message.equals(event)) {
                throw new AssertionError(
                    "event %d was shown as %s and is on record as %s"
                        .formatted(seq, event, message));
              }
            });
  }

  void check(List<StoredEvent> events) {
    for (var event : events) {
      try {
        check(event);
      } catch (AssertionError e) {
        throw new AssertionError(
            "%s; event %d (attempt %d, worker's %d): %s"
                .formatted(
                    e.getMessage(), event.seq(), event.attempt(), event.workerSeq(), event.event()),
            e);
      }
    }
  }

  private void check(StoredEvent stored) {
    require(stored.seq() == seq + 1, "follows event " + seq);
    seq = stored.seq();
    if (stored.workerSeq() > 0) {
      checkWorkersNumber(stored);
    }
    var event = stored.event();
    if (event instanceof RunEvent.StateChanged change) {
      state.ifPresent(
          from ->
              require(
                  RunTransitions.allowed(from, change.state()), "is not allowed after " + from));
      state = Optional.of(change.state());
    } else if (event instanceof RunEvent.Rewound rewound) {
      require(rewound.toStep() >= 0, "rewinds to before the beginning");
      step = Math.min(step, rewound.toStep());
      while (!epochs.isEmpty() && epochs.getLast().step > rewound.toStep()) {
        epochs.removeLast();
      }
    } else if (event instanceof RunEvent.StepMetrics m) {
      require(m.step() == step + 1, "comes after step " + step);
      step = m.step();
    } else if (event instanceof RunEvent.EpochMetrics m) {
      int next = epochs.isEmpty() ? 0 : epochs.getLast().number + 1;
      require(m.epoch() == next, "must be of epoch " + next);
      require(m.step() == step, "must be of step " + step);
      epochs.addLast(new Epoch(m.epoch(), m.step()));
    }
    expected.accept(stored);
  }

  /** (attempt, worker_seq) goes up by one: never twice, none left out. */
  private void checkWorkersNumber(StoredEvent stored) {
    require(stored.attempt() >= attempt, "is of an attempt before " + attempt);
    if (stored.attempt() > attempt) {
      attempt = stored.attempt();
      workerSeq = 0;
    }
    require(stored.workerSeq() == workerSeq + 1, "comes after the worker's event " + workerSeq);
    workerSeq = stored.workerSeq();
  }

  /** Steps on record, after the last rewind. */
  long steps() {
    return step;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
