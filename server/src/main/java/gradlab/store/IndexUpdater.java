package gradlab.store;

import gradlab.domain.RunId;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the index up to the logs, many appends at a time: twice a second, and before every look
 * into the index. What a crash leaves out is found at the next start. Thread-safe.
 */
final class IndexUpdater implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(IndexUpdater.class);
  private static final long PERIOD_MILLIS = 500;

  private final RunIndex index;

  /** One entry a run at most. */
  private final Map<RunId, RunLog> changed = new ConcurrentHashMap<>();

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "gradlab-index");
            thread.setDaemon(true);
            return thread;
          });

  IndexUpdater(RunIndex index) {
    this.index = index;
    timer.scheduleWithFixedDelay(
        this::flushInBackground, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Called within every append: cheap. */
  void changed(RunLog log) {
    changed.put(log.view().id(), log);
  }

  /** Every append that has returned is in the index after this. */
  synchronized void flush() throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    var batch = Map.copyOf(changed);
    var snapshots = new ArrayList<LogSnapshot>();
    batch.forEach(
        (id, log) -> {
          changed.remove(id, log); // before the look at it: what is appended now is a new change
          if (Files.exists(log.directory())) { // not deleted since
            snapshots.add(log.snapshot());
          }
        });
    try {
      index.put(snapshots);
    } catch (SQLException e) {
      batch.forEach(changed::putIfAbsent);
      throw e;
    }
  }

  /** The run's row and its pending change go; the log must be closed. */
  synchronized void remove(RunId id) throws SQLException {
    changed.remove(id);
    index.remove(id.value());
  }

  private void flushInBackground() {
    try {
      flush();
    } catch (SQLException e) {
      logger.error("the index cannot be written; the logs are whole, trying again", e);
    }
  }

  @Override
  public void close() throws SQLException {
    timer.shutdown();
    flush();
  }
}
