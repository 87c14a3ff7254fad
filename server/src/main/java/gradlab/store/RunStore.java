package gradlab.store;

import gradlab.domain.DeviceUse;
import gradlab.domain.GradlabException;
import gradlab.domain.GroupId;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All runs of a state directory: a log each, and an index over them. Of one process at a time.
 * Thread-safe. UncheckedIOException where the disk cannot be read or the index cannot be used.
 */
public final class RunStore implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(RunStore.class);
  private static final int RANDOM_DIGITS = 6;

  private final StateLock lock;
  private final RunDirectories directories;
  private final RunIndex index;
  private final IndexUpdater updater;
  private final Ledger ledger;
  private final OptionalDouble pricePerHour;
  private final OpenLogs logs = new OpenLogs();
  private volatile LongConsumer syncTimes = nanos -> {};

  /** Set before anybody has the store. */
  private List<String> problems = List.of();

  private final AtomicBoolean closed = new AtomicBoolean();

  /** One creation at a time: an id and a request id are given once. */
  private final Object creation = new Object();

  private RunStore(StateLock lock, Path stateDirectory, OptionalDouble pricePerHour)
      throws IOException, SQLException {
    this.lock = lock;
    this.pricePerHour = pricePerHour;
    this.directories = new RunDirectories(stateDirectory);
    this.ledger = Ledger.open(stateDirectory, directories);
    this.index = RunIndex.open(stateDirectory);
    this.updater = new IndexUpdater(index);
  }

  /** As below, without a price. */
  public static RunStore open(Path stateDirectory) {
    return open(stateDirectory, OptionalDouble.empty());
  }

  /**
   * Opens the directory, creates it where it is not there, and brings the index up to the logs.
   * WrongState where another server uses it; the message names its pid.
   *
   * @param pricePerHour what the device costs from now on; empty: not known
   */
  public static RunStore open(Path stateDirectory, OptionalDouble pricePerHour) {
    try {
      Files.createDirectories(stateDirectory);
      var lock = StateLock.acquire(stateDirectory);
      RunStore store;
      try {
        store = new RunStore(lock, stateDirectory, pricePerHour);
      } catch (IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
      try {
        store.problems = store.reconciled();
        return store;
      } catch (IOException | SQLException | RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use the state directory " + stateDirectory + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      throw indexFailed(e);
    }
  }

  private List<String> reconciled() throws IOException, SQLException {
    return new Reconciliation(directories, index, this::openLog).run();
  }

  private RunLog openLog(RunId id) {
    RunLog log = RunLog.open(directories.of(id), LogWriter.FILE, known(id));
    if (!log.view().id().equals(id)) {
      throw new CorruptLogException(
          log.directory().resolve(RunLog.FILE_NAME),
          Frames.HEADER_BYTES,
          "it is the log of run " + log.view().id());
    }
    log.recovery().ifPresent(said -> logger.warn("run {}: {}", id, said));
    return log;
  }

  /** Without it the log is read from its start: slower, and as good. */
  private Optional<LogSnapshot> known(RunId id) {
    try {
      return index.known(id);
    } catch (SQLException e) {
      logger.warn("the index is of no use for run {}; its log is read instead", id, e);
      return Optional.empty();
    }
  }

  /** Takes how long each fsync of a log took, in nanoseconds; must be quick. */
  public void onSync(LongConsumer nanos) {
    syncTimes = nanos;
  }

  /** What was found damaged when the store was opened, for people; such runs are not listed. */
  public List<String> problems() {
    return problems;
  }

  /** As below, with fresh parameters. */
  public RunLog create(RunId id, RunConfig config, String requestId) {
    return create(id, config, requestId, Origin.FRESH);
  }

  /**
   * Puts a new run on disk, then in the index. WrongState where the id or the request id is taken;
   * LimitReached where the disk is full.
   *
   * @param requestId the client's request id; empty where it gave none
   * @param origin what it begins with
   */
  public RunLog create(RunId id, RunConfig config, String requestId, Origin origin) {
    synchronized (creation) {
      if (Files.exists(directories.of(id))) {
        throw new GradlabException.WrongState("run " + id + " exists already");
      }
      findByRequestId(requestId)
          .ifPresent(
              taken -> {
                throw new GradlabException.WrongState(
                    "request_id " + requestId + " has started run " + taken + " already");
              });
      RunLog log = logs.get(id, key -> newLog(key, config, requestId, origin));
      inIndex(
          () -> {
            index.put(List.of(log.snapshot()));
            return log;
          });
      return log;
    }
  }

  private RunLog newLog(RunId id, RunConfig config, String requestId, Origin origin) {
    var now = Clock.systemUTC().instant();
    return watched(RunLog.create(directories.of(id), id, config, requestId, now, origin));
  }

  private RunLog reopened(RunId id) {
    RunLog log = watched(openLog(id));
    if (!log.isRemembered()) {
      updater.changed(log); // the row was not of this log
    }
    return log;
  }

  private RunLog watched(RunLog log) {
    log.price(pricePerHour);
    log.onSync(nanos -> syncTimes.accept(nanos));
    log.afterEveryAppend(
        () -> {
          updater.changed(log);
          logs.used(log);
        });
    return log;
  }

  /** The run's log. CorruptLogException where it is damaged. */
  public Optional<RunLog> find(RunId id) {
    Optional<RunLog> open = logs.inMemory(id);
    if (open.isPresent()) {
      return open;
    }
    if (!Files.isRegularFile(directories.of(id).resolve(RunLog.FILE_NAME))) {
      return Optional.empty();
    }
    try {
      return Optional.of(logs.get(id, this::reopened));
    } catch (GradlabException.NotFound e) {
      return Optional.empty(); // deleted since the look at it
    }
  }

  /** The run as of now, without opening its log. */
  public Optional<RunView> view(RunId id) {
    Optional<RunView> open = logs.inMemory(id).map(RunLog::view);
    return open.isPresent() ? open : inIndex(() -> index.find(id));
  }

  /** The run that was started with this request id; empty for the empty one. */
  public Optional<RunId> findByRequestId(String requestId) {
    return inIndex(() -> index.findByRequestId(requestId));
  }

  /** An id that no run has: the base in the letters of an id, and six random digits. */
  public RunId newId(String base) {
    while (true) {
      var id = RunId.of(stem(base) + "-" + random());
      if (!Files.exists(directories.of(id))) {
        return id;
      }
    }
  }

  /** The same for a group. */
  public GroupId newGroupId(String base) {
    while (true) {
      var id = GroupId.of("g-" + stem(base) + "-" + random());
      if (inGroup(id).isEmpty()) {
        return id;
      }
    }
  }

  private static String stem(String base) {
    String stem =
        base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return stem.isEmpty() ? "run" : stem.substring(0, Math.min(stem.length(), 54));
  }

  private static String random() {
    return "%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 4 * RANDOM_DIGITS));
  }

  /**
   * Newest first. Holds every append that has returned.
   *
   * @param afterToken {@link #pageToken} of the last run of the page before
   * @param states only runs in one of these; empty: all
   */
  public List<RunView> list(int limit, Optional<String> afterToken, Set<RunState> states) {
    Optional<PageToken> after = afterToken.map(PageToken::parse);
    return inIndex(() -> index.list(limit, after, states));
  }

  /** What {@link #list} takes to go on behind this run. */
  public static String pageToken(RunView last) {
    return PageToken.after(last).toString();
  }

  /** The group's runs, oldest first; none where there is no such group. */
  public List<RunView> inGroup(GroupId group) {
    return inIndex(() -> index.inGroup(group));
  }

  /** The seed groups, the newest first. */
  public List<GroupId> groups(int limit) {
    return inIndex(() -> index.groups(limit));
  }

  /** The runs in this state, oldest first. */
  public List<RunId> inState(RunState state) {
    return inIndex(() -> index.inStates(Set.of(state)));
  }

  /** What all runs have used, also those deleted since; periods under way are left out. */
  public DeviceUse use() {
    return inIndex(index::use).plus(ledger.total());
  }

  /** The runs that have not ended, oldest first. */
  public List<RunId> unfinished() {
    Set<RunState> states =
        Arrays.stream(RunState.values()).filter(s -> !s.ended()).collect(Collectors.toSet());
    return inIndex(() -> index.inStates(Collections.unmodifiableSet(states)));
  }

  /** Deletes an ended run with all its files. WrongState where it goes on; NotFound. */
  public void delete(RunId id) {
    RunLog log = find(id).orElseThrow(() -> new GradlabException.NotFound("there is no run " + id));
    logs.remove(
        id,
        () -> {
          if (!log.view().state().ended()) {
            throw new GradlabException.WrongState(
                "run %s is %s; stop or kill it before it is deleted"
                    .formatted(id, log.view().state()));
          }
          log.close();
          try {
            ledger.deleting(id, log.view().spending().closed());
            directories.delete(id);
          } catch (IOException e) {
            throw new UncheckedIOException(
                "run " + id + " cannot be deleted: " + e.getMessage(), e);
          }
        });
    inIndex(
        () -> {
          updater.remove(id);
          return id;
        });
  }

  private interface IndexUse<T> {
    T apply() throws SQLException;
  }

  private <T> T inIndex(IndexUse<T> use) {
    try {
      updater.flush();
      return use.apply();
    } catch (SQLException e) {
      throw indexFailed(e);
    }
  }

  private static UncheckedIOException indexFailed(SQLException e) {
    return new UncheckedIOException(
        "the index of the runs failed ("
            + e.getMessage()
            + "); the logs are not touched, and a restart makes a damaged index again",
        new IOException(e));
  }

  /** Closes all logs, brings the index up to them, gives the directory to others. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    logs.all().forEach(RunLog::close);
    try (lock;
        index;
        updater) {
      logger.debug("closing the store");
    } catch (SQLException e) {
      throw indexFailed(e);
    } catch (IOException e) {
      throw new UncheckedIOException("giving back the state directory failed", e);
    }
  }
}
