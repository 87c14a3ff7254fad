package gradlab.store;

import gradlab.domain.RunId;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The logs in memory, at most one object a run. Those of unfinished runs stay; of the others the
 * last used few, and those that somebody still holds. Thread-safe.
 */
final class OpenLogs {
  private static final int KEPT = 32;

  private final Map<RunId, WeakReference<RunLog>> known = new ConcurrentHashMap<>();
  private final Map<RunId, RunLog> unfinished = new HashMap<>();

  private final Map<RunId, RunLog> lastUsed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, RunLog> eldest) {
          return size() > KEPT;
        }
      };

  /** The run's log, opened where it is not in memory. */
  RunLog get(RunId id, Function<RunId, RunLog> opener) {
    var opened = new RunLog[1]; // keeps a strong reference while the map holds a weak one
    known.compute(
        id,
        (key, reference) -> {
          Optional<RunLog> known = live(Optional.ofNullable(reference));
          opened[0] = known.orElseGet(() -> opener.apply(key));
          return known.isPresent() ? reference : new WeakReference<>(opened[0]);
        });
    used(opened[0]);
    return opened[0];
  }

  Optional<RunLog> inMemory(RunId id) {
    return live(Optional.ofNullable(known.get(id)));
  }

  private static Optional<RunLog> live(Optional<WeakReference<RunLog>> reference) {
    return reference.map(WeakReference::get).filter(log -> !log.isClosed());
  }

  /** Keeps the log as long as its run is unfinished. Called after every append. */
  void used(RunLog log) {
    RunId id = log.view().id();
    synchronized (lastUsed) { // of two appends the look at the later state decides
      lastUsed.put(id, log);
      if (log.isClosed() || log.view().state().ended()) {
        unfinished.remove(id);
      } else {
        unfinished.put(id, log);
      }
    }
  }

  /** Runs the action while nobody can open the run's log; forgets it. */
  void remove(RunId id, Runnable action) {
    known.compute(
        id,
        (key, reference) -> {
          action.run();
          synchronized (lastUsed) {
            unfinished.remove(key);
            lastUsed.remove(key);
          }
          return null;
        });
  }

  /** Those in memory. */
  List<RunLog> all() {
    return known.values().stream().flatMap(r -> live(Optional.of(r)).stream()).toList();
  }
}
