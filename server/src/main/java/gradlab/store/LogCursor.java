package gradlab.store;

import gradlab.store.FrameReader.InvalidFrameException;
import gradlab.store.v1.Record;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a log from one place on, durable events only. Holds one small buffer, however long it
 * waits. Of one thread at a time.
 */
public final class LogCursor implements AutoCloseable {
  /** Keeps the log in memory, whose appends move the reader's limit. */
  private final RunLog log;

  private final LogReader reader;
  private final FrameReader frames;
  private final long fromSeq;
  private long lastSeq; // 0: nothing read yet
  private boolean closed;

  LogCursor(RunLog log, LogReader reader, FrameReader frames, long fromSeq) {
    this.log = log;
    this.reader = reader;
    this.frames = frames;
    this.fromSeq = fromSeq;
  }

  /**
   * The next event; empty: nothing more yet. CorruptLogException where the log is damaged,
   * UncheckedIOException where it cannot be read.
   */
  public Optional<StoredEvent> next() {
    if (closed) {
      throw new IllegalStateException("the cursor is closed");
    }
    while (true) {
      Optional<StoredEvent> event = read();
      if (event.isEmpty() || event.get().seq() >= fromSeq) {
        return event;
      }
    }
  }

  private Optional<StoredEvent> read() {
    if (lastSeq > 0) {
      var recent = log.recent(lastSeq + 1);
      if (recent.isPresent()) {
        frames.seek(recent.get().end());
        lastSeq++;
        return Optional.of(recent.get().event());
      }
    }
    return readFile();
  }

  private Optional<StoredEvent> readFile() {
    Path file = log.directory().resolve(RunLog.FILE_NAME);
    long offset = frames.position();
    Optional<Record> record;
    try {
      record = frames.next();
    } catch (InvalidFrameException e) {
      throw new CorruptLogException(file, offset, e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return record.map(r -> event(file, offset, r));
  }

  private StoredEvent event(Path file, long offset, Record record) {
    long expected = lastSeq == 0 ? record.getEvent().getSeq() : lastSeq + 1;
    StoredEvent event = LogScanner.event(file, offset, record, expected);
    lastSeq = event.seq();
    return event;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      reader.release();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a reader of " + log.directory() + " failed", e);
    }
  }
}
