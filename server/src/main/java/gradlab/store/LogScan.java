package gradlab.store;

import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.store.FrameReader.InvalidFrameException;
import gradlab.store.v1.Record;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a log holds, found by reading it from its start.
 *
 * @param bytes length of the log's valid part
 * @param firstEvent offset of the first event
 * @param recovery what was cut off, for people
 */
record LogScan(
    RunView view, OffsetIndex offsets, long firstEvent, long bytes, Optional<String> recovery) {
  private static final String NEWER = "; it may come from a newer gradlab";

  /**
   * Reads the whole log and cuts a torn tail. CorruptLogException, and no change, where the damage
   * is not that of an interrupted last write.
   */
  static LogScan read(Path path) throws IOException {
    var reader = new LogReader(path);
    reader.acquire();
    try {
      return read(path, reader, path.toFile().length());
    } finally {
      reader.release();
    }
  }

  private static LogScan read(Path path, LogReader reader, long fileBytes) throws IOException {
    checkHeader(path, FrameReader.header(reader, fileBytes));
    var frames = new FrameReader(reader, Frames.HEADER_BYTES, () -> fileBytes);
    RunView created = created(path, frames);
    long firstEvent = frames.position();
    var fold = new RunFold(created);
    var offsets = new OffsetIndex();
    long lastSeq = 0;
    while (true) {
      long offset = frames.position();
      Optional<Record> record;
      try {
        record = frames.next();
      } catch (InvalidFrameException e) {
        TornTail.check(path, reader, offset, fileBytes, lastSeq, e.getMessage());
        cut(path, offset);
        return new LogScan(
            fold.view(), offsets, firstEvent, offset, said(path, offset, fileBytes, lastSeq));
      }
      if (record.isEmpty()) {
        return new LogScan(fold.view(), offsets, firstEvent, offset, Optional.empty());
      }
      StoredEvent event = event(path, offset, record.get(), lastSeq + 1);
      lastSeq = event.seq();
      offsets.add(lastSeq, offset);
      fold.apply(event);
    }
  }

  private static void checkHeader(Path path, byte[] header) {
    int magic = Frames.MAGIC.length;
    if (!Arrays.equals(header, 0, magic, Frames.MAGIC, 0, magic)) {
      throw new CorruptLogException(path, 0, "it does not begin as a run's log does");
    }
    if (header[magic] != Frames.VERSION) {
      throw new CorruptLogException(
          path, magic, "it has format " + header[magic] + ", this gradlab reads " + Frames.VERSION);
    }
  }

  private static RunView created(Path path, FrameReader frames) throws IOException {
    try {
      return frames
          .next()
          .filter(Record::hasCreated)
          .map(r -> ConfigRecords.created(r.getCreated()))
          .orElseThrow(() -> new InvalidFrameException("the run's configuration is missing"));
    } catch (InvalidFrameException e) {
      throw new CorruptLogException(path, Frames.HEADER_BYTES, e.getMessage());
    } catch (IllegalArgumentException | InvalidRequest | DateTimeException e) {
      throw new CorruptLogException(path, Frames.HEADER_BYTES, e.getMessage() + NEWER);
    }
  }

  static StoredEvent event(Path path, long offset, Record record, long expectedSeq) {
    StoredEvent event;
    try {
      event = EventRecords.of(record.getEvent());
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new CorruptLogException(path, offset, e.getMessage() + NEWER);
    }
    if (event.seq() != expectedSeq) {
      throw new CorruptLogException(
          path, offset, "event " + expectedSeq + " is missing, " + event.seq() + " follows");
    }
    return event;
  }

  private static void cut(Path path, long bytes) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(bytes);
      file.getFD().sync();
    }
  }

  private static Optional<String> said(Path path, long offset, long fileBytes, long lastSeq) {
    return Optional.of(
        "%s: cut %d bytes of an interrupted write at byte %d; the %d events before it are whole"
            .formatted(path, fileBytes - offset, offset, lastSeq));
  }
}
