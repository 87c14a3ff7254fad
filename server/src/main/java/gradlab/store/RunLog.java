package gradlab.store;

import gradlab.domain.GradlabException;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.store.v1.Record;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /** The view and the length of the log that it is the fold of. */
  record Snapshot(RunView view, long bytes) {}

  private final class Registration implements AutoCloseable {
    private final Runnable listener;

    Registration(Runnable listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }

  private final Path directory;
  private final long firstEvent;
  private final OffsetIndex offsets;
  private final Optional<String> recovery;
  private final LogReader reader;
  private final List<Registration> listeners = new CopyOnWriteArrayList<>();

  private final Object writing = new Object();
  private final LogWriter writer; // guarded by writing
  private volatile boolean closed; // written under writing

  /**
   * What is on record, for views and cursors at once: whoever was given an event by a cursor finds
   * it counted in the view, and what a view counts can be read.
   */
  private volatile Snapshot snapshot;

  private RunLog(Path directory, LogScan scan, LogWriter.Opener opener) {
    Path file = directory.resolve(FILE_NAME);
    this.directory = directory;
    this.firstEvent = scan.firstEvent();
    this.offsets = scan.offsets();
    this.recovery = scan.recovery();
    this.reader = new LogReader(file);
    this.writer = new LogWriter(file, scan.bytes(), opener);
    this.snapshot = new Snapshot(scan.view(), scan.bytes());
  }

  /** As below, with fresh weights. */
  public static RunLog create(
      Path runDirectory, RunId id, RunConfig config, String requestId, Instant createTime) {
    return create(runDirectory, id, config, requestId, createTime, Optional.empty());
  }

  /**
   * Creates the directory, the weights to start from and, last, a log without events; all durable.
   *
   * @param requestId the client's request id; empty where it gave none
   */
  static RunLog create(
      Path runDirectory,
      RunId id,
      RunConfig config,
      String requestId,
      Instant createTime,
      Optional<InitialWeights> weights) {
    var created =
        Record.newBuilder()
            .setCreated(ConfigRecords.created(RunView.created(id, config, requestId, createTime)))
            .build();
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Frames.header());
    bytes.writeBytes(Frames.encode(List.of(created)));
    if (Files.exists(runDirectory.resolve(FILE_NAME))) {
      throw new GradlabException.WrongState(runDirectory + " already holds a run");
    }
    try {
      Files.createDirectories(runDirectory);
      if (weights.isPresent()) {
        DurableFiles.write(runDirectory.resolve(RunConfig.INITIAL_WEIGHTS), weights.get()::write);
      }
      DurableFiles.write(runDirectory.resolve(FILE_NAME), bytes.toByteArray());
      DurableFiles.syncDirectory(runDirectory.toAbsolutePath().getParent());
    } catch (IOException e) {
      removeUnborn(runDirectory, e);
      throw notWritten(id, runDirectory, e);
    }
    return open(runDirectory);
  }

  /** The caller is told that there is no such run, so there must be none after a restart. */
  private static void removeUnborn(Path runDirectory, IOException cause) {
    try {
      Files.deleteIfExists(runDirectory.resolve(FILE_NAME));
      for (String name : RunDirectories.UNBORN) {
        Files.deleteIfExists(runDirectory.resolve(name));
      }
      Files.deleteIfExists(runDirectory);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Opens a log, cuts a torn tail ({@link #recovery} then says so). CorruptLogException where it is
   * damaged otherwise; NotFound where there is none.
   */
  public static RunLog open(Path runDirectory) {
    return open(runDirectory, LogWriter.FILE);
  }

  static RunLog open(Path runDirectory, LogWriter.Opener opener) {
    Path file = runDirectory.resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new GradlabException.NotFound("no run in " + runDirectory + ": it has no " + FILE_NAME);
    }
    try {
      return new RunLog(runDirectory, LogScan.read(file), opener);
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

  Snapshot snapshot() {
    return snapshot;
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
      listeners.forEach(this::tell);
    }
    return written;
  }

  private List<StoredEvent> write(List<NewEvent> events) {
    var draft = new ViewDraft(snapshot.view());
    var accepted = new ArrayList<StoredEvent>(events.size());
    for (NewEvent e : events) {
      if (!e.ofWorker() || draft.isNews(e.attempt(), e.workerSeq())) {
        var stored =
            new StoredEvent(draft.lastSeq() + 1, e.time(), e.attempt(), e.workerSeq(), e.event());
        draft.apply(stored);
        accepted.add(stored);
      }
    }
    if (accepted.isEmpty()) {
      return List.of();
    }
    long batch = accepted.get(0).seq();
    List<Record> records = accepted.stream().map(e -> EventRecords.of(e, batch)).toList();
    long start = snapshot.bytes();
    long end;
    try {
      end = writer.append(Frames.encode(records));
    } catch (IOException e) {
      throw notWritten(draft.view().id(), directory, e);
    }
    long offset = start;
    for (int i = 0; i < records.size(); i++) {
      offsets.add(accepted.get(i).seq(), offset);
      offset += Frames.frameBytes(records.get(i));
    }
    snapshot = new Snapshot(viewAfter(accepted, draft), end);
    releaseWhereQuiet();
    return List.copyOf(accepted);
  }

  /** A rewind uncovers older values, which only the log has. */
  private RunView viewAfter(List<StoredEvent> accepted, ViewDraft draft) {
    if (accepted.stream().anyMatch(e -> e.event() instanceof RunEvent.Rewound)) {
      try {
        return LogScan.read(directory.resolve(FILE_NAME)).view();
      } catch (IOException e) {
        // The events are on record, so the append has succeeded; the next open folds them again.
        logger.error("cannot read back the log in {} after a rewind", directory, e);
      }
    }
    return draft.view();
  }

  private void releaseWhereQuiet() {
    RunState state = snapshot.view().state();
    if (state.ended() || state == RunState.QUEUED) {
      release();
    }
  }

  private void release() {
    try {
      writer.release();
    } catch (IOException e) {
      logger.warn("closing the log in {} failed; all its events are on disk", directory, e);
    }
  }

  private void tell(Registration registration) {
    try {
      registration.listener.run();
    } catch (RuntimeException e) {
      // The append has succeeded, and the other listeners must hear of it.
      logger.error("a listener of the log in {} failed", directory, e);
    }
  }

  private static GradlabException notWritten(RunId id, Path directory, IOException e) {
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
    long offset = offsets.floor(fromSeq, firstEvent);
    return new LogCursor(
        this, reader, new FrameReader(reader, offset, () -> snapshot.bytes()), fromSeq);
  }

  /**
   * Calls the listener after every append, on the appending thread, outside of locks; it must be
   * quick. Ends with {@code close} of what is returned.
   */
  public AutoCloseable onAppend(Runnable listener) {
    var registration = new Registration(listener);
    listeners.add(registration);
    return registration;
  }

  /** {@link #onAppend} for as long as the log lives. */
  void afterEveryAppend(Runnable listener) {
    listeners.add(new Registration(listener));
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
