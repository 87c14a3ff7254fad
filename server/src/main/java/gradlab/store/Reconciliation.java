package gradlab.store;

import gradlab.domain.RunId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the index up to the logs when a store is opened. */
final class Reconciliation {
  private static final Logger logger = LoggerFactory.getLogger(Reconciliation.class);

  /** Without an index all rows are fresh: so many are held and written at once. */
  private static final int ROWS = 500;

  private final RunDirectories directories;
  private final RunIndex index;
  private final Function<RunId, RunLog> opener;
  private final List<String> problems = new ArrayList<>();

  Reconciliation(RunDirectories directories, RunIndex index, Function<RunId, RunLog> opener) {
    this.directories = directories;
    this.index = index;
    this.opener = opener;
  }

  /**
   * A log whose length is not the one its row was made from is read; the others are not.
   *
   * @return what is damaged, for people
   */
  List<String> run() throws IOException, SQLException {
    Map<String, Long> indexed = new HashMap<>(index.logBytes());
    var fresh = new ArrayList<LogSnapshot>();
    for (var run : directories.scan().entrySet()) {
      Optional<Long> bytes = Optional.ofNullable(indexed.remove(run.getKey().value()));
      if (!bytes.equals(Optional.of(run.getValue()))) {
        read(run.getKey()).ifPresent(fresh::add);
      }
      if (fresh.size() == ROWS) {
        index.put(fresh);
        fresh.clear();
      }
    }
    for (String gone : indexed.keySet()) {
      index.remove(gone);
    }
    index.put(fresh);
    return List.copyOf(problems);
  }

  private Optional<LogSnapshot> read(RunId id) {
    try (RunLog log = opener.apply(id)) {
      return Optional.of(log.snapshot());
    } catch (CorruptLogException e) {
      logger.error("run {} cannot be used: {}", id, e.getMessage());
      problems.add("run " + id + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
