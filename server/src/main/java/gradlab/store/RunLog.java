package gradlab.store;

import gradlab.domain.GradlabException;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's log: the only truth about it. Every event is durable before it can be seen, numbered
 * without gaps. Holds a file only while there is a reader or more events are to be expected.
 * Thread-safe.
 */
public final class RunLog implements AutoCloseable {
  static final String FILE_NAME = "run.log";
  private static final Logger logger = LoggerFactory.getLogger(RunLog.class);

  private final Path directory;
  private final long firstEvent;
  private final long bytesReadToOpen;
  private final Optional<String> recovery;
  private final LogReader reader;
  private final AppendListeners listeners;

  private final RecentEvents recent = new RecentEvents();

  private final Object writing = new Object();
  private final LogWriter writer; // guarded by writing
  private volatile boolean closed; // written under writing

  /** Guarded by writing. False: the view lacks something, so no index shall pass it on. */
  private boolean believable = true;

  /**
   * What is on record, for views and cursors at once: whoever was given an event by a cursor finds
   * it counted in the view, and what a view counts can be read.
   */
  private volatile LogSnapshot snapshot;

  /** Whether the blocks are what an index said, so that a place is looked at before it is used. */
  private volatile boolean remembered;

  private volatile OptionalDouble pricePerHour = OptionalDouble.empty();

  private RunLog(Path directory, LogScan scan, LogWriter.Opener opener) {
    Path file = directory.resolve(FILE_NAME);
    this.directory = directory;
    this.firstEvent = scan.firstEvent();
    this.bytesReadToOpen = scan.bytesRead();
    this.recovery = scan.recovery();
    this.reader = new LogReader(file);
    this.listeners = new AppendListeners(directory);
    this.snapshot = scan.found();
    this.remembered = scan.remembered();
    this.writer = new LogWriter(file, snapshot.bytes(), opener);
  }

  /** As below, with fresh parameters. */
  public static RunLog create(
      Path runDirectory, RunId id, RunConfig config, String requestId, Instant createTime) {
    return create(runDirectory, id, config, requestId, createTime, Origin.FRESH);
  }

  /**
   * Creates the directory, what the run begins with and, last, its log; all durable.
   *
   * @param requestId the client's request id; empty where it gave none
   */
  static RunLog create(
      Path runDirectory,
      RunId id,
      RunConfig config,
      String requestId,
      Instant createTime,
      Origin origin) {
    NewLog.create(
        runDirectory, RunView.created(id, config, requestId, createTime, origin.fork()), origin);
    return open(runDirectory);
  }

  /**
   * Opens a log, cuts a torn tail ({@link #recovery} then says so). CorruptLogException where it is
   * damaged otherwise; NotFound where there is none.
   */
  public static RunLog open(Path runDirectory) {
    return open(runDirectory, LogWriter.FILE);
  }

  static RunLog open(Path runDirectory, LogWriter.Opener opener) {
    return open(runDirectory, opener, Optional.empty());
  }

  /**
   * As above.
   *
   * @param known what an index says of the log; where the log says the same, only what came later
   *     is read, so that damage to what is before is found when that is read
   */
  static RunLog open(Path runDirectory, LogWriter.Opener opener, Optional<LogSnapshot> known) {
    Path file = runDirectory.resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new GradlabException.NotFound("no run in " + runDirectory + ": it has no " + FILE_NAME);
    }
    try {
      return new RunLog(runDirectory, LogScan.read(file, known), opener);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** What {@link #open} had to cut off, for people; empty where the log was whole. */
  public Optional<String> recovery() {
    return recovery;
  }

  /** The run as of now. */
  public RunView view() {
    return snapshot.view();
  }

  LogSnapshot snapshot() {
    return snapshot;
  }

  /** The event of this number where it is on record, and kept in memory. */
  Optional<RecentEvents.Recent> recent(long seq) {
    return seq <= view().lastSeq() ? recent.at(seq) : Optional.empty();
  }

  LogBlocks blocks() {
    return snapshot.blocks();
  }

  /** Whether the log was opened without reading it from its start. */
  boolean isRemembered() {
    return remembered;
  }

  /** What was read of the file since and including the opening. */
  long bytesRead() {
    return bytesReadToOpen + reader.bytesRead();
  }

  public Path directory() {
    return directory;
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Numbers the events and puts them on record with one write and one fsync; all are durable when
   * this returns, or none is on record. A worker's events that are on record already, or that come
   * from an attempt before the current one, are left out. LimitReached where they cannot be
   * written, WrongState after {@link #close}.
   *
   * @return what was written, in order
   */
  public List<StoredEvent> append(List<NewEvent> events) {
    List<StoredEvent> written;
    synchronized (writing) {
      if (closed) {
        throw new GradlabException.WrongState(
            "run " + view().id() + ": its log is closed; the run was deleted or the server stops");
      }
      written = write(events);
    }
    if (!written.isEmpty()) {
      listeners.tell();
    }
    return written;
  }

  private List<StoredEvent> write(List<NewEvent> events) {
    var batch = LogBatch.of(view(), events.stream().map(this::priced).toList());
    if (batch.isEmpty()) {
      return List.of();
    }
    long end;
    try {
      end = writer.append(batch.bytes());
    } catch (IOException e) {
      throw notWritten(view().id(), directory, e);
    }
    batch.addTo(blocks(), recent, snapshot.bytes());
    RunView view = batch.rewinds() ? readBack(batch.view()) : batch.view();
    int endCrc = believable ? batch.endCrc() : ~batch.endCrc();
    snapshot = new LogSnapshot(view, end, endCrc, blocks());
    releaseWhereQuiet();
    return batch.events();
  }

  /** A change of state at work carries the price of its time: the price may change one day. */
  private NewEvent priced(NewEvent e) {
    return e.event() instanceof RunEvent.StateChanged change
            && change.state().atWork()
            && change.pricePerHour().isEmpty()
        ? new NewEvent(e.time(), e.attempt(), e.workerSeq(), change.at(pricePerHour))
        : e;
  }

  /** What the device costs from the next change of state on; empty: not known. */
  void price(OptionalDouble newPricePerHour) {
    pricePerHour = newPricePerHour;
  }

  /** Takes how long each append's fsync took, in nanoseconds; must be quick. */
  void onSync(LongConsumer nanos) {
    synchronized (writing) {
      writer.onSync(nanos);
    }
  }

  /** A rewind uncovers older values, which only the log has. */
  private RunView readBack(RunView without) {
    try {
      RunView view = LogScan.read(directory.resolve(FILE_NAME)).found().view();
      believable = true;
      return view;
    } catch (IOException | CorruptLogException e) {
      // The events are on record, so the append has succeeded; the next open folds them again.
      logger.error("cannot read back the log in {} after a rewind", directory, e);
      believable = false;
      return without;
    }
  }

  private void releaseWhereQuiet() {
    RunState state = snapshot.view().state();
    if (state.ended() || state == RunState.QUEUED) {
      release();
    }
  }

  private void release() {
    recent.clear();
    try {
      writer.release();
    } catch (IOException e) {
      logger.warn("closing the log in {} failed; all its events are on disk", directory, e);
    }
  }

  static GradlabException notWritten(RunId id, Path directory, IOException e) {
    return new GradlabException.LimitReached(
        "run %s: cannot write to %s (%s); free disk space there and try again"
            .formatted(id, directory, e.getMessage()),
        e);
  }

  /**
   * A reader of its own, from event {@code fromSeq} on (0 or 1: from the first). NotFound where the
   * run was deleted.
   */
  public LogCursor cursor(long fromSeq) {
    try {
      reader.acquire();
    } catch (IOException e) {
      throw new GradlabException.NotFound(
          "run " + view().id() + ": its log is not there any more (" + e.getMessage() + ")");
    }
    try {
      return new LogCursor(this, reader, framesFrom(fromSeq), fromSeq);
    } catch (IOException | RuntimeException e) {
      releaseReader(e);
      throw e instanceof RuntimeException unchecked
          ? unchecked
          : new UncheckedIOException(
              "cannot read the log in " + directory + ": " + e.getMessage(), (IOException) e);
    }
  }

  private void releaseReader(Exception cause) {
    try {
      reader.release();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The frames from the block of an event on. */
  private FrameReader framesFrom(long seq) throws IOException {
    Optional<LogBlocks.Place> place = blocks().floor(seq);
    long offset = place.map(LogBlocks.Place::offset).orElse(firstEvent);
    var frames = new FrameReader(reader, offset, () -> snapshot.bytes());
    if (place.isPresent() && remembered) {
      if (beginsWith(place.get().seq(), frames)) {
        frames.seek(offset);
      } else {
        logger.warn("the index is wrong about the log in {}; the log is read again", directory);
        readAgain();
        frames.seek(blocks().floor(seq).map(LogBlocks.Place::offset).orElse(firstEvent));
      }
    }
    return frames;
  }

  private static boolean beginsWith(long seq, FrameReader frames) throws IOException {
    try {
      return frames.next().filter(r -> r.getEvent().getSeq() == seq).isPresent();
    } catch (FrameReader.InvalidFrameException e) {
      return false; // reading it all tells whether the log is damaged there
    }
  }

  private void readAgain() throws IOException {
    synchronized (writing) {
      if (remembered) {
        snapshot = LogScan.read(directory.resolve(FILE_NAME)).found();
        remembered = false;
      }
    }
    listeners.tell(); // so that the index hears of it
  }

  /**
   * Calls the listener after every append, on the appending thread, outside of locks; it must be
   * quick. Ends with {@code close} of what is returned.
   */
  public AutoCloseable onAppend(Runnable listener) {
    return listeners.add(listener);
  }

  /** {@link #onAppend} for as long as the log lives. */
  void afterEveryAppend(Runnable listener) {
    listeners.add(listener);
  }

  /** Ends the writing. Cursors read on to the last event. */
  @Override
  public void close() {
    synchronized (writing) {
      closed = true;
      release();
    }
  }
}
