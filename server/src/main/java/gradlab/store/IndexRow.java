package gradlab.store;

import gradlab.domain.DeviceUse;
import gradlab.domain.GroupId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A row of the index: a run's view, the columns to find it by, and what is known of its log. With a
 * checksum over all of it, as SQLite checks its own structure, not what is in the rows.
 *
 * @param group its seed group; empty: none
 * @param use what the run has used until now, a period under way left out; to the millisecond
 * @param view see {@link ViewRecords}
 * @param logEnd see {@link LogSnapshot#endCrc}
 * @param blocks see {@link LogBlocks#encode}
 */
record IndexRow(
    String id,
    long createNanos,
    String state,
    String name,
    String network,
    String requestId,
    String group,
    long lastSeq,
    long logBytes,
    DeviceUse use,
    byte[] view,
    int logEnd,
    byte[] blocks) {

  static final String TABLE =
      """
      CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        create_nanos INTEGER NOT NULL,
        state TEXT NOT NULL,
        name TEXT NOT NULL,
        network TEXT NOT NULL,
        request_id TEXT NOT NULL,
        seed_group TEXT NOT NULL,
        last_seq INTEGER NOT NULL,
        log_bytes INTEGER NOT NULL,
        device_millis INTEGER NOT NULL,
        unpriced_millis INTEGER NOT NULL,
        cost REAL NOT NULL,
        view BLOB NOT NULL,
        log_end INTEGER NOT NULL,
        blocks BLOB NOT NULL,
        crc INTEGER NOT NULL
      ) WITHOUT ROWID""";

  static final String PUT =
      """
      INSERT OR REPLACE INTO runs (id, create_nanos, state, name, network, request_id, seed_group, last_seq,
        log_bytes, device_millis, unpriced_millis, cost, view, log_end, blocks, crc)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  static IndexRow of(LogSnapshot log) {
    RunView view = log.view();
    return new IndexRow(
        view.id().value(),
        PageToken.nanos(view.createTime()),
        view.state().name(),
        view.config().name(),
        view.config().network().network(),
        view.requestId(),
        view.config().group().map(GroupId::value).orElse(""),
        view.lastSeq(),
        log.bytes(),
        view.spending().closed(),
        ViewRecords.encode(view),
        log.endCrc(),
        log.blocks().encode(view.lastSeq()));
  }

  /** SQLException where it is damaged. */
  static IndexRow read(ResultSet row) throws SQLException {
    var read =
        new IndexRow(
            row.getString("id"),
            row.getLong("create_nanos"),
            row.getString("state"),
            row.getString("name"),
            row.getString("network"),
            row.getString("request_id"),
            row.getString("seed_group"),
            row.getLong("last_seq"),
            row.getLong("log_bytes"),
            new DeviceUse(
                Duration.ofMillis(row.getLong("device_millis")),
                Duration.ofMillis(row.getLong("unpriced_millis")),
                row.getDouble("cost")),
            row.getBytes("view"),
            row.getInt("log_end"),
            row.getBytes("blocks"));
    if (read.crc() != row.getInt("crc")) {
      throw new SQLException("the row of run " + read.id + " is damaged");
    }
    try {
      RunState.valueOf(read.state);
    } catch (IllegalArgumentException e) {
      throw new SQLException("the row of run " + read.id + " is of another version", e);
    }
    return read;
  }

  void bind(PreparedStatement put) throws SQLException {
    put.setString(1, id);
    put.setLong(2, createNanos);
    put.setString(3, state);
    put.setString(4, name);
    put.setString(5, network);
    put.setString(6, requestId);
    put.setString(7, group);
    put.setLong(8, lastSeq);
    put.setLong(9, logBytes);
    put.setLong(10, use.time().toMillis());
    put.setLong(11, use.unpriced().toMillis());
    put.setDouble(12, use.cost());
    put.setBytes(13, view);
    put.setInt(14, logEnd);
    put.setBytes(15, blocks);
    put.setInt(16, crc());
  }

  private int crc() {
    var crc = new CRC32C();
    var numbers = ByteBuffer.allocate(52);
    numbers.putLong(createNanos).putLong(lastSeq).putLong(logBytes).putInt(logEnd);
    numbers.putLong(use.time().toMillis()).putLong(use.unpriced().toMillis());
    crc.update(numbers.putDouble(use.cost()).flip());
    for (String text : List.of(id, state, name, network, requestId, group)) {
      update(crc, text.getBytes(StandardCharsets.UTF_8));
    }
    update(crc, view);
    update(crc, blocks);
    return (int) crc.getValue();
  }

  private static void update(CRC32C crc, byte[] bytes) {
    crc.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    crc.update(bytes);
  }

  /** SQLException where it is of another version. */
  LogSnapshot known() throws SQLException {
    try {
      return new LogSnapshot(ViewRecords.decode(view), logBytes, logEnd, LogBlocks.decode(blocks));
    } catch (IOException | IllegalArgumentException e) {
      throw new SQLException("the row of run " + id + " is of another version", e);
    }
  }
}
