package gradlab.client.shell.known;

import gradlab.client.connection.Connection;
import gradlab.client.connection.RunFinder;
import gradlab.client.console.Failure;
import gradlab.v1.Run;
import io.grpc.StatusRuntimeException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The server's runs as they were a moment ago. Asking never waits: the answer is what is known, and
 * what is old is renewed behind it. Nothing is asked of the server while nobody asks here, so that
 * an open shell does not keep an idle machine awake. Thread-safe.
 */
public final class KnownRuns {
  /**
   * A list of 10,000 runs takes the server 0.26 s (docs/load.md): often enough for deleted ones.
   */
  private static final long ALL_AGAIN_NANOS = 60_000_000_000L;

  private static final long NEWEST_AGAIN_NANOS = 2_000_000_000L;
  private static final int NEWEST = 200;

  private final Supplier<Connection> connection;
  private final Executor background;
  private final LongSupplier nanos;
  private final Runnable changed;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile List<KnownRun> runs = List.of();
  private volatile boolean hasAll;
  private volatile long allAt;
  private volatile long newestAt;

  /**
   * @param background where the server is asked
   * @param changed told, there, when more is known
   */
  public KnownRuns(
      Supplier<Connection> connection, Executor background, LongSupplier nanos, Runnable changed) {
    this.connection = connection;
    this.background = background;
    this.nanos = nanos;
    this.changed = changed;
  }

  /** Newest first. */
  public List<KnownRun> now() {
    renew(NEWEST_AGAIN_NANOS);
    return runs;
  }

  /** As {@link #now}, without renewing. */
  public List<KnownRun> last() {
    return runs;
  }

  /**
   * Those whose id or name begins with it: first by id, those in progress before ended ones, newer
   * before older ones.
   *
   * @param most so many at most
   */
  public List<KnownRun> beginningWith(String prefix, Predicate<KnownRun> wanted, int most) {
    List<KnownRun> all = now();
    String lower = prefix.toLowerCase(Locale.ROOT);
    Predicate<KnownRun> byId = run -> run.id().startsWith(prefix);
    Predicate<KnownRun> byName = run -> run.name().toLowerCase(Locale.ROOT).startsWith(lower);
    Predicate<KnownRun> ended = KnownRun::ended;
    return Stream.of(
            byId.and(ended.negate()),
            byId.and(ended),
            byId.negate().and(byName).and(ended.negate()),
            byId.negate().and(byName).and(ended))
        .flatMap(group -> all.stream().filter(wanted).filter(group))
        .limit(most)
        .toList();
  }

  /** The run that a user means by an id or its beginning. */
  public Optional<KnownRun> meant(String idOrPrefix) {
    var found = last().stream().filter(run -> run.id().startsWith(idOrPrefix)).limit(2).toList();
    return last().stream()
        .filter(run -> run.id().equals(idOrPrefix))
        .findFirst()
        .or(() -> found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty());
  }

  /** Something has changed on the server. */
  public void renew() {
    renew(0);
  }

  /** Runs may be gone. */
  public void forget() {
    hasAll = false;
    renew(0);
  }

  private void renew(long olderThanNanos) {
    boolean old = !hasAll || nanos.getAsLong() - newestAt >= olderThanNanos;
    if (!old || !asked.compareAndSet(false, true)) {
      return;
    }
    try {
      background.execute(this::ask);
    } catch (RejectedExecutionException closed) {
      asked.set(false); // the shell is being left
    }
  }

  private void ask() {
    asked.set(false);
    long now = nanos.getAsLong();
    boolean all = !hasAll || now - allAt >= ALL_AGAIN_NANOS;
    try {
      var finder = new RunFinder(connection.get());
      newestAt = now;
      if (all) {
        runs = known(finder.all());
        allAt = now;
        hasAll = true;
      } else {
        runs = merged(known(finder.newest(NEWEST)), runs);
      }
      changed.run();
    } catch (StatusRuntimeException | Failure away) {
      newestAt = now; // what is known stays; the server's watch tells the user
    }
  }

  private static List<KnownRun> known(List<Run> listed) {
    return listed.stream().map(KnownRun::of).toList();
  }

  private static List<KnownRun> merged(List<KnownRun> newest, Collection<KnownRun> before) {
    Map<String, KnownRun> byId = new LinkedHashMap<>();
    newest.forEach(run -> byId.put(run.id(), run));
    before.forEach(run -> byId.putIfAbsent(run.id(), run));
    return List.copyOf(byId.values());
  }
}
