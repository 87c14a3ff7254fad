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

/** Reads the frames of one log into its view. Of one thread, for one scan. */
final class LogScanner {
  private static final String NEWER = "; it may come from a newer gradlab";

  private final Path path;
  private final LogReader reader;
  private final long fileBytes;
  private long firstEvent;

  LogScanner(Path path, LogReader reader, long fileBytes) {
    this.path = path;
    this.reader = reader;
    this.fileBytes = fileBytes;
  }

  /** See {@link LogScan#read(Path, Optional)}. */
  LogScan scan(Optional<LogSnapshot> known) throws IOException {
    checkHeader(FrameReader.header(reader, fileBytes));
    var frames = new FrameReader(reader, Frames.HEADER_BYTES, () -> fileBytes);
    RunView created = created(frames);
    firstEvent = frames.position();
    if (known.isPresent() && isOfThisLog(known.get(), created)) {
      Optional<LogScan> rest = readOn(known.get());
      if (rest.isPresent()) {
        return rest.get();
      }
    }
    var fold = new RunFold(created);
    var blocks = new LogBlocks();
    var end = readEvents(fold, blocks, firstEvent, 0);
    return found(fold, blocks, end, false);
  }

  /** Nothing that is checked here costs more than one block, however long the log is. */
  private boolean isOfThisLog(LogSnapshot known, RunView created) throws IOException {
    RunView view = known.view();
    return view.id().equals(created.id())
        && view.config().equals(created.config())
        && view.requestId().equals(created.requestId())
        && view.createTime().equals(created.createTime())
        && known.bytes() >= firstEvent
        && known.bytes() <= fileBytes
        && known.endCrc() == FrameReader.crcBefore(reader, known.bytes())
        && known.blocks().fit(view.lastSeq(), firstEvent, known.bytes())
        && lastBlockEndsAt(known);
  }

  /** Reads the last block: its events are numbered as is known and fill it to the known end. */
  private boolean lastBlockEndsAt(LogSnapshot known) throws IOException {
    long lastSeq = known.view().lastSeq();
    Optional<LogBlocks.Place> place = known.blocks().floor(lastSeq);
    if (place.isEmpty()) {
      return known.bytes() == firstEvent;
    }
    long seq = place.get().seq();
    var frames = new FrameReader(reader, place.get().offset(), known::bytes);
    try {
      for (var next = frames.next(); next.isPresent(); next = frames.next()) {
        if (next.get().getEvent().getSeq() != seq++) {
          return false;
        }
      }
    } catch (InvalidFrameException e) {
      return false; // the whole log is read then, which says where it is damaged, if it is
    }
    return seq == lastSeq + 1;
  }

  /** Empty where the view cannot be told from here: a rewind uncovers what is before. */
  private Optional<LogScan> readOn(LogSnapshot known) throws IOException {
    var fold = new RunFold(known.view());
    var end = readEvents(fold, known.blocks(), known.bytes(), known.view().lastSeq());
    return fold.rewound() ? Optional.empty() : Optional.of(found(fold, known.blocks(), end, true));
  }

  /** Where the valid part ends, and what there is to say of a torn tail behind it. */
  private record End(long bytes, Optional<String> recovery) {}

  private End readEvents(RunFold fold, LogBlocks blocks, long start, long seqBefore)
      throws IOException {
    var frames = new FrameReader(reader, start, () -> fileBytes);
    long lastSeq = seqBefore;
    while (true) {
      long offset = frames.position();
      Optional<Record> record;
      try {
        record = frames.next();
      } catch (InvalidFrameException e) {
        TornTail.check(path, reader, offset, fileBytes, lastSeq, e.getMessage());
        return new End(offset, said(offset, lastSeq));
      }
      if (record.isEmpty()) {
        return new End(offset, Optional.empty());
      }
      StoredEvent event = event(path, offset, record.get(), lastSeq + 1);
      lastSeq = event.seq();
      blocks.add(lastSeq, offset, EventKinds.bit(record.get().getEvent().getKindCase()));
      fold.apply(event);
    }
  }

  private LogScan found(RunFold fold, LogBlocks blocks, End end, boolean remembered)
      throws IOException {
    if (end.recovery().isPresent()) {
      cut(end.bytes());
    }
    int endCrc = FrameReader.crcBefore(reader, end.bytes());
    var found = new LogSnapshot(fold.view(), end.bytes(), endCrc, blocks);
    return new LogScan(found, firstEvent, remembered, reader.bytesRead(), end.recovery());
  }

  private void checkHeader(byte[] header) {
    int magic = Frames.MAGIC.length;
    if (!Arrays.equals(header, 0, magic, Frames.MAGIC, 0, magic)) {
      throw new CorruptLogException(path, 0, "it does not begin as a run's log does");
    }
    if (header[magic] != Frames.VERSION) {
      throw new CorruptLogException(
          path, magic, "it has format " + header[magic] + ", this gradlab reads " + Frames.VERSION);
    }
  }

  private RunView created(FrameReader frames) throws IOException {
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

  private void cut(long bytes) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(bytes);
      file.getFD().sync();
    }
  }

  private Optional<String> said(long offset, long lastSeq) {
    return Optional.of(
        "%s: cut %d bytes of an interrupted write at byte %d; the %d events before it are whole"
            .formatted(path, fileBytes - offset, offset, lastSeq));
  }
}
