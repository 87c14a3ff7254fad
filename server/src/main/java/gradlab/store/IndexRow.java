package gradlab.store;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A row of the index: a run's view, and what is known of its log. */
final class IndexRow {
  static final String TABLE =
      """
      CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        create_nanos INTEGER NOT NULL,
        state TEXT NOT NULL,
        name TEXT NOT NULL,
        network TEXT NOT NULL,
        request_id TEXT NOT NULL,
        last_seq INTEGER NOT NULL,
        log_bytes INTEGER NOT NULL,
        view BLOB NOT NULL,
        log_end INTEGER NOT NULL,
        blocks BLOB NOT NULL
      ) WITHOUT ROWID""";

  static final String PUT =
      """
      INSERT INTO runs (id, create_nanos, state, name, network, request_id, last_seq, log_bytes,
        view, log_end, blocks)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET create_nanos = excluded.create_nanos, state = excluded.state,
        name = excluded.name, network = excluded.network, request_id = excluded.request_id,
        last_seq = excluded.last_seq, log_bytes = excluded.log_bytes, view = excluded.view,
        log_end = excluded.log_end, blocks = excluded.blocks""";

  static final String KNOWN = "SELECT view, log_bytes, log_end, blocks FROM runs WHERE id = ?";

  /** What {@link #requireWhole} looks at: not the blocks, which are only read when of use. */
  static final String WHOLE =
      "SELECT id, create_nanos, state, request_id, last_seq, view FROM runs";

  private static final int CRC_BYTES = 4;

  private IndexRow() {}

  static void bind(PreparedStatement put, LogSnapshot log) throws SQLException {
    RunView view = log.view();
    put.setString(1, view.id().value());
    put.setLong(2, PageToken.nanos(view.createTime()));
    put.setString(3, view.state().name());
    put.setString(4, view.config().name());
    put.setString(5, view.config().network().network());
    put.setString(6, view.requestId());
    put.setLong(7, view.lastSeq());
    put.setLong(8, log.bytes());
    put.setBytes(9, ViewRecords.encode(view));
    put.setInt(10, log.endCrc());
    put.setBytes(11, sealed(log.blocks().encode(view.lastSeq()), view, log.bytes(), log.endCrc()));
  }

  /** Of a row of {@link #KNOWN}; empty where it is damaged. */
  static Optional<LogSnapshot> known(ResultSet row) throws SQLException {
    byte[] blocks = row.getBytes("blocks");
    long bytes = row.getLong("log_bytes");
    int endCrc = row.getInt("log_end");
    try {
      RunView view = ViewRecords.decode(row.getBytes("view"));
      byte[] content = content(blocks);
      return ByteBuffer.wrap(sealed(content, view, bytes, endCrc)).equals(ByteBuffer.wrap(blocks))
          ? Optional.of(new LogSnapshot(view, bytes, endCrc, LogBlocks.decode(content)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // the log, which is read instead, has all of it
    }
  }

  /** The blocks with a checksum of all that is to be believed together. */
  private static byte[] sealed(byte[] blocks, RunView view, long bytes, int endCrc) {
    var crc = new CRC32C();
    crc.update(view.id().value().getBytes(StandardCharsets.UTF_8));
    crc.update(
        ByteBuffer.allocate(20).putLong(view.lastSeq()).putLong(bytes).putInt(endCrc).flip());
    crc.update(blocks);
    return ByteBuffer.allocate(blocks.length + CRC_BYTES)
        .put(blocks)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] content(byte[] sealed) {
    return Arrays.copyOf(sealed, Math.max(0, sealed.length - CRC_BYTES));
  }

  /** SQLite checks its own structure, not what is in the rows. */
  static void requireWhole(ResultSet row) throws SQLException {
    RunView view = view(row.getBytes("view"));
    if (!view.id().value().equals(row.getString("id"))
        || PageToken.nanos(view.createTime()) != row.getLong("create_nanos")
        || !view.state().name().equals(row.getString("state"))
        || !view.requestId().equals(row.getString("request_id"))
        || view.lastSeq() != row.getLong("last_seq")) {
      throw new SQLException("the row of run " + view.id() + " is damaged");
    }
  }

  static RunView view(byte[] bytes) throws SQLException {
    try {
      return ViewRecords.decode(bytes);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new SQLException("a row of the index is no run: " + e.getMessage(), e);
    }
  }
}
