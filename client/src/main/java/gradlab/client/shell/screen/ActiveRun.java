package gradlab.client.shell.screen;

import gradlab.client.connection.Connection;
import gradlab.client.connection.RunFinder;
import gradlab.client.connection.RunFollower;
import gradlab.client.connection.RunListener;
import gradlab.client.shell.known.KnownRun;
import gradlab.client.shell.known.KnownRuns;
import gradlab.client.view.Glyphs;
import gradlab.client.view.RunProgress;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Follows the run that the bottom line shows: the one last started or followed here, as long as it
 * is at work, else the newest that trains.
 */
public final class ActiveRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofHours(24);
  private static final long REDRAW_NANOS = Duration.ofMillis(500).toNanos();
  private static final long COST_NANOS = Duration.ofSeconds(5).toNanos();

  private final Supplier<Connection> connection;
  private final KnownRuns runs;
  private final Glyphs glyphs;
  private final BooleanSupplier priced;
  private final Runnable changed;
  private final Thread thread = new Thread(this::work, "gradlab-shell-active-run");
  // Guarded by this.
  private Optional<String> preferred = Optional.empty();
  private Optional<String> wanted = Optional.empty();
  private String ended = "";
  private boolean closed;
  private Optional<RunProgress> shown = Optional.empty();

  /**
   * @param priced whether the server has a price
   * @param changed told, twice a second at most, when there is something else to show
   */
  public ActiveRun(
      Supplier<Connection> connection,
      KnownRuns runs,
      Glyphs glyphs,
      BooleanSupplier priced,
      Runnable changed) {
    this.connection = connection;
    this.runs = runs;
    this.glyphs = glyphs;
    this.priced = priced;
    this.changed = changed;
    thread.setDaemon(true); // its last call may hang
  }

  public void start() {
    thread.start();
  }

  /** This one from now on. */
  public synchronized void prefer(String runId) {
    preferred = Optional.of(runId);
    ended = ended.equals(runId) ? "" : ended; // resumed
    choose();
  }

  /** The runs have changed. */
  public synchronized void choose() {
    wanted = preferred.filter(this::mayWork).or(this::newestThatTrains);
    notifyAll();
  }

  /** Unknown ones have just been started. */
  private boolean mayWork(String runId) {
    return !runId.equals(ended)
        && runs.last().stream().filter(r -> r.id().equals(runId)).noneMatch(KnownRun::ended);
  }

  private Optional<String> newestThatTrains() {
    return runs.last().stream()
        .filter(run -> run.state() == RunState.RUN_STATE_RUNNING && !run.id().equals(ended))
        .map(KnownRun::id)
        .findFirst();
  }

  /** Empty where no run is at work. */
  public synchronized String line(int columns) {
    return shown.map(run -> run.line(columns)).orElse("");
  }

  private void work() {
    try {
      for (var run = next(); run.isPresent(); run = next()) {
        follow(run.get());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<String> next() throws InterruptedException {
    while (wanted.isEmpty() && !closed) {
      wait();
    }
    return closed ? Optional.empty() : wanted;
  }

  private void follow(String runId) throws InterruptedException {
    try {
      Run run = new RunFinder(connection.get()).byId(runId);
      show(Optional.of(new RunProgress(run, glyphs)));
      changed.run();
      new RunFollower(connection.get(), PATIENCE, note -> {})
          .follow(runId, run.getLastSeq() + 1, Instant.MAX, new Listener(runId));
      atItsEnd(runId);
    } catch (StatusRuntimeException gone) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("closed");
      }
      forget(runId); // until the runs are known again: it is deleted, or the server is away
    }
    show(Optional.empty());
    changed.run();
  }

  private synchronized void atItsEnd(String runId) {
    if (wanted.filter(runId::equals).isPresent()) {
      ended = runId;
      choose();
    }
  }

  private synchronized void forget(String runId) {
    wanted = wanted.filter(w -> !w.equals(runId));
  }

  private synchronized void show(Optional<RunProgress> run) {
    shown = run;
  }

  private synchronized boolean isWanted(String runId) {
    return !closed && wanted.filter(runId::equals).isPresent();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
  }

  private final class Listener implements RunListener {
    private final String runId;
    private long drawnAt = System.nanoTime();
    private long costAt = System.nanoTime();

    private Listener(String runId) {
      this.runId = runId;
    }

    @Override
    public void event(RunEvent event) {
      synchronized (ActiveRun.this) {
        shown.ifPresent(run -> run.event(event));
      }
      draw();
    }

    @Override
    public void idle() {
      if (priced.getAsBoolean() && System.nanoTime() - costAt > COST_NANOS) {
        costAt = System.nanoTime();
        double cost = new RunFinder(connection.get()).byId(runId).getCost();
        synchronized (ActiveRun.this) {
          shown.ifPresent(run -> run.cost(cost));
        }
      }
      draw();
    }

    private void draw() {
      if (System.nanoTime() - drawnAt > REDRAW_NANOS) {
        drawnAt = System.nanoTime();
        changed.run();
      }
    }

    @Override
    public boolean interested() {
      return isWanted(runId);
    }
  }
}
