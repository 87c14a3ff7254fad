package gradlab.client.watch;

import gradlab.client.connection.Connection;
import gradlab.client.connection.RunFinder;
import gradlab.client.output.Display;
import gradlab.client.watch.grid.Grid;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.model.Snapshot;
import gradlab.client.watch.panel.Picker;
import gradlab.client.watch.panel.Screens;
import gradlab.client.watch.terminal.FullScreen;
import gradlab.client.watch.terminal.Key;
import gradlab.client.watch.terminal.Keys;
import gradlab.client.watch.terminal.ProcessSignals;
import gradlab.v1.Run;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;

/**
 * Watches runs on a terminal until the person leaves. Everything is drawn by the calling thread.
 */
public final class Watch {
  /** News are drawn twice a second at most; the answer to a key at once. */
  private static final long NEWS_NANOS = Duration.ofMillis(500).toNanos();

  private static final long LIST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration KEY_WAIT = Duration.ofMillis(100);

  /** A terminal that does not take what is written must not keep the process alive. */
  private static final Duration LEAVES_WITHIN = Duration.ofSeconds(3);

  private final Connection connection;
  private final Terminal terminal;
  private final Look look;
  private final Duration patience;
  private final Controls controls = new Controls();
  private final RunLists lists;
  private Feed feed;
  private Snapshot still;
  private String note = "";
  private boolean urgent = true;
  private long drawnVersion = -1;
  private long drawnAt;
  private long listedAt;
  private volatile Optional<Left> left = Optional.empty();

  /** How the person left. */
  public enum Left {
    QUIT,
    INTERRUPTED,
    /** Signal 15: the process is to end. */
    TERMINATED,
    /** Signal 1: the terminal is gone. */
    HUNG_UP
  }

  /**
   * @param run as it was last seen
   */
  public record Seen(Run run, Left left) {}

  /**
   * @param patience how long a lost server may stay away
   */
  public Watch(Connection connection, Terminal terminal, Look look, Duration patience) {
    this.connection = connection;
    this.terminal = terminal;
    this.look = look;
    this.patience = patience;
    this.lists = new RunLists(new RunFinder(connection));
  }

  /** Returns with the terminal as it was before, as it does when it fails. */
  public Seen run(Run first) {
    feed = new Feed(connection, first, patience);
    still = feed.history().snapshot();
    try (lists;
        var signals = new ProcessSignals();
        var screen = FullScreen.enter(terminal)) {
      signals
          .on("WINCH", () -> resized(screen))
          .on("CONT", screen::prepare)
          .on("INT", () -> left = Optional.of(Left.INTERRUPTED))
          .on("TERM", () -> end(Left.TERMINATED))
          .on("HUP", () -> end(Left.HUNG_UP));
      var keys = new Keys(terminal.reader()::read);
      while (left.isEmpty()) {
        turn(screen, keys);
      }
      return new Seen(feed.history().snapshot().run(), left.get());
    } finally {
      feed.close();
    }
  }

  private void turn(FullScreen screen, Keys keys) {
    feed.failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    long now = System.nanoTime();
    long version = feed.history().version();
    boolean news = version != drawnVersion && now - drawnAt >= NEWS_NANOS;
    if (urgent || news) {
      urgent = false;
      drawnVersion = version;
      drawnAt = now;
      draw(screen);
    }
    if (controls.view().picker().isPresent() && now - listedAt > LIST_NANOS) {
      list();
    }
    Optional<Key> key = pressed(keys);
    if (key.isPresent()) {
      note = "";
      urgent = true;
      grant(controls.press(key.get(), shown()), screen);
    }
    urgent |= lists.answer();
  }

  private Optional<Key> pressed(Keys keys) {
    try {
      return keys.next(KEY_WAIT);
    } catch (InterruptedIOException interrupted) {
      left = Optional.of(Left.INTERRUPTED);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal's keys cannot be read", e);
    }
  }

  private Snapshot shown() {
    Snapshot now = feed.history().snapshot();
    if (controls.view().pausedAt().isEmpty()) {
      still = now;
      return now;
    }
    return still.stillAgainst(now);
  }

  private void draw(FullScreen screen) {
    Grid grid = screen.grid();
    Screens.draw(grid, shown(), controls.view(), connection.address().toString(), note, look);
    screen.draw(grid);
  }

  private void grant(Wish wish, FullScreen screen) {
    if (wish instanceof Wish.Leave leave) {
      left = Optional.of(leave.interrupted() ? Left.INTERRUPTED : Left.QUIT);
    } else if (wish instanceof Wish.Redraw) {
      screen.resized();
    } else if (wish instanceof Wish.ListRuns) {
      list();
    } else if (wish instanceof Wish.Choose choice) {
      watch(choice.run());
    } else if (wish instanceof Wish.Neighbour neighbour) {
      lists.ask(runs -> step(runs, neighbour.places()), text -> note = text);
    }
  }

  private void list() {
    listedAt = System.nanoTime();
    String current = still.run().getRunId();
    lists.ask(
        runs -> {
          Optional<Picker> filled = controls.view().picker().map(p -> p.of(runs, current));
          controls.view(controls.view().picker(filled));
        },
        text -> note = text);
  }

  private void step(List<Run> runs, int places) {
    int at = runs.stream().map(Run::getRunId).toList().indexOf(still.run().getRunId());
    int wanted = at + places;
    if (at < 0 || wanted < 0 || wanted >= runs.size()) {
      note = places > 0 ? "this is the oldest run" : "this is the newest run";
      return;
    }
    watch(runs.get(wanted));
  }

  private void watch(Run run) {
    if (run.getRunId().equals(still.run().getRunId())) {
      return;
    }
    feed.close();
    feed = new Feed(connection, run, patience);
    controls.view(controls.view().ofAnotherRun());
    note = "now watching " + Display.oneLine(run.getConfig().getName());
  }

  private void resized(FullScreen screen) {
    screen.resized();
    urgent = true;
  }

  /** The drawing thread restores the terminal and ends the process; unless it is stuck. */
  private void end(Left how) {
    left = Optional.of(how);
    try {
      TimeUnit.MILLISECONDS.sleep(LEAVES_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(how == Left.HUNG_UP ? 129 : 143);
  }
}
