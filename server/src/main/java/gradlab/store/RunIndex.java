package gradlab.store;

import com.google.protobuf.InvalidProtocolBufferException;
import gradlab.domain.DeviceUse;
import gradlab.domain.GroupId;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs' views in one SQLite file, so that thousands of runs are listed without opening a log.
 * Holds nothing that the logs do not: it may be deleted at any time the server is down. One
 * connection, one user at a time. Thread-safe.
 */
final class RunIndex implements AutoCloseable {
  static final String FILE_NAME = "index.db";
  private static final Logger logger = LoggerFactory.getLogger(RunIndex.class);

  /** Raised with every change of the table or of what the view's bytes mean. */
  private static final int VERSION = 3;

  private final Connection connection;

  private RunIndex(Connection connection) {
    this.connection = connection;
  }

  /** Opens the index; a damaged one or one of another version is replaced by an empty one. */
  static RunIndex open(Path stateDirectory) throws SQLException, IOException {
    Path file = stateDirectory.resolve(FILE_NAME);
    try {
      return openWhole(file);
    } catch (SQLException e) {
      logger.warn("{} is of no use ({}); it is made again from the logs", file, e.getMessage());
      for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
        Files.deleteIfExists(file.resolveSibling(FILE_NAME + suffix));
      }
      return openWhole(file);
    }
  }

  private static RunIndex openWhole(Path file) throws SQLException {
    boolean existed = Files.exists(file);
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
      if (existed) {
        require(statement.executeQuery("PRAGMA integrity_check"), "ok");
        require(statement.executeQuery("PRAGMA user_version"), "" + VERSION);
        requireWholeRows(statement.executeQuery("SELECT * FROM runs"));
      } else {
        statement.execute(IndexRow.TABLE);
        statement.execute("CREATE INDEX by_time ON runs (create_nanos DESC, id DESC)");
        statement.execute(
            "CREATE INDEX by_group ON runs (seed_group, create_nanos, id) WHERE seed_group <> ''");
        statement.execute("CREATE INDEX by_request ON runs (request_id) WHERE request_id <> ''");
        // holds all that the sum needs: the rows with their views are not read for it
        statement.execute("CREATE INDEX by_use ON runs (device_millis, unpriced_millis, cost)");
        statement.execute("PRAGMA user_version = " + VERSION);
      }
      return new RunIndex(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void require(ResultSet answer, String expected) throws SQLException {
    try (answer) {
      if (!answer.next() || !answer.getString(1).equals(expected)) {
        throw new SQLException("expected " + expected + ", found " + answer.getString(1));
      }
    }
  }

  private static void requireWholeRows(ResultSet rows) throws SQLException {
    try (rows) {
      while (rows.next()) {
        IndexRow.read(rows);
      }
    }
  }

  /** Writes the rows in one transaction. */
  synchronized void put(Collection<LogSnapshot> snapshots) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.prepareStatement(IndexRow.PUT)) {
      for (LogSnapshot snapshot : snapshots) {
        IndexRow.of(snapshot).bind(statement);
        statement.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  synchronized void remove(String id) throws SQLException {
    try (var statement = connection.prepareStatement("DELETE FROM runs WHERE id = ?")) {
      statement.setString(1, id);
      statement.executeUpdate();
    }
  }

  synchronized Optional<RunView> find(RunId id) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT view FROM runs WHERE id = ?")) {
      statement.setString(1, id.value());
      return views(statement).stream().findFirst();
    }
  }

  /** What is known of the run's log. SQLException, too, where the row is damaged. */
  synchronized Optional<LogSnapshot> known(RunId id) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT * FROM runs WHERE id = ?")) {
      statement.setString(1, id.value());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(IndexRow.read(rows).known()) : Optional.empty();
      }
    }
  }

  synchronized Optional<RunId> findByRequestId(String requestId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT id FROM runs WHERE request_id = ?1 AND ?1 <> '' ORDER BY create_nanos")) {
      statement.setString(1, requestId);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(RunId.of(rows.getString(1))) : Optional.empty();
      }
    }
  }

  /** Newest first; those behind {@code after}; all states where {@code states} is empty. */
  synchronized List<RunView> list(int limit, Optional<PageToken> after, Set<RunState> states)
      throws SQLException {
    var sql = new StringBuilder("SELECT view FROM runs WHERE 1");
    if (after.isPresent()) {
      sql.append(" AND (create_nanos, id) < (?, ?)");
    }
    if (!states.isEmpty()) {
      sql.append(" AND state IN (").append(names(states)).append(")");
    }
    sql.append(" ORDER BY create_nanos DESC, id DESC LIMIT ?");
    try (var statement = connection.prepareStatement(sql.toString())) {
      int next = 1;
      if (after.isPresent()) {
        statement.setLong(next++, after.get().createNanos());
        statement.setString(next++, after.get().id().value());
      }
      statement.setInt(next, limit);
      return views(statement);
    }
  }

  /** A group's runs, oldest first. */
  synchronized List<RunView> inGroup(GroupId group) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT view FROM runs WHERE seed_group = ?1 AND seed_group <> '' ORDER BY create_nanos, id")) {
      statement.setString(1, group.value());
      return views(statement);
    }
  }

  /** Newest first, by the time of each group's first run. */
  synchronized List<GroupId> groups(int limit) throws SQLException {
    var ids = new ArrayList<GroupId>();
    try (var statement =
        connection.prepareStatement(
            "SELECT seed_group FROM runs WHERE seed_group <> '' GROUP BY seed_group"
                + " ORDER BY MIN(create_nanos) DESC, seed_group LIMIT ?")) {
      statement.setInt(1, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(GroupId.of(rows.getString(1)));
        }
      }
    }
    return ids;
  }

  /** Of all runs together, periods under way left out. To the millisecond. */
  synchronized DeviceUse use() throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT TOTAL(device_millis), TOTAL(unpriced_millis), TOTAL(cost) FROM runs")) {
      row.next();
      return new DeviceUse(
          Duration.ofMillis((long) row.getDouble(1)),
          Duration.ofMillis((long) row.getDouble(2)),
          row.getDouble(3));
    }
  }

  /** Oldest first. */
  synchronized List<RunId> inStates(Set<RunState> states) throws SQLException {
    var sql = "SELECT id FROM runs WHERE state IN (%s) ORDER BY create_nanos, id";
    var ids = new ArrayList<RunId>();
    try (var statement = connection.prepareStatement(sql.formatted(names(states)));
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(RunId.of(rows.getString(1)));
      }
    }
    return ids;
  }

  /** Of every run the length of the log that its row is the fold of. */
  synchronized Map<String, Long> logBytes() throws SQLException {
    var bytes = new HashMap<String, Long>();
    try (var statement = connection.prepareStatement("SELECT id, log_bytes FROM runs");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        bytes.put(rows.getString(1), rows.getLong(2));
      }
    }
    return bytes;
  }

  /** Names of an enum: nothing in them needs quoting. */
  private static String names(Set<RunState> states) {
    return states.stream().map(s -> "'" + s.name() + "'").collect(Collectors.joining(","));
  }

  private static List<RunView> views(PreparedStatement statement) throws SQLException {
    var views = new ArrayList<RunView>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        views.add(decode(rows.getBytes(1)));
      }
    }
    return views;
  }

  private static RunView decode(byte[] bytes) throws SQLException {
    try {
      return ViewRecords.decode(bytes);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new SQLException("a row of the index is no run: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
