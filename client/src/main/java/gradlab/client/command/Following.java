package gradlab.client.command;

import gradlab.client.connection.RunFollower;
import gradlab.client.connection.RunListener;
import gradlab.client.connection.RunStates;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Screen;
import gradlab.client.listing.EventColumns;
import gradlab.client.output.Display;
import gradlab.client.output.OutputFormat;
import gradlab.client.view.LineView;
import gradlab.client.view.ProgressView;
import gradlab.client.view.RowView;
import gradlab.client.view.RunView;
import gradlab.client.view.StatusLine;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;

/** Shows a run until it ends, in the way that suits the output. */
final class Following {
  private final Session session;
  private final Duration patience;
  private final OnInterrupt onInterrupt;
  private boolean inLines;
  private boolean byEpoch;

  /** Ctrl-C ends the following, and the run goes on. */
  Following(Session session, Duration patience) {
    this(session, patience, run -> false);
  }

  Following(Session session, Duration patience, OnInterrupt onInterrupt) {
    this.session = session;
    this.patience = patience;
    this.onInterrupt = onInterrupt;
  }

  /** What Ctrl-C means. */
  @FunctionalInterface
  interface OnInterrupt {
    /** Whether the run is to be followed further. */
    boolean goesOn(Run run);
  }

  ExitCode follow(Run run, long fromSeq) {
    session.surroundings().touched().accept(run);
    try {
      Optional<Run> ended = show(run, fromSeq);
      ended.ifPresent(this::sayHowItEnded);
      return ended.map(end -> RunStates.exitCode(end.getState())).orElse(ExitCode.DONE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return sayInterrupted(run);
    }
  }

  /** A line for each event, whatever the terminal can. */
  ExitCode followInLines(Run run) {
    inLines = true;
    return follow(run, 1);
  }

  /** Of several runs, one after the other: their epochs, each line with its run's name. */
  ExitCode followByEpoch(List<Run> runs) {
    byEpoch = true;
    List<ExitCode> ends = new ArrayList<>();
    for (Run run : runs) {
      ExitCode end = follow(run, 1);
      if (end == ExitCode.INTERRUPTED) {
        return end;
      }
      ends.add(end);
    }
    return RunStates.worst(ends);
  }

  ExitCode sayInterrupted(Run run) {
    String id = run.getRunId();
    session
        .console()
        .err()
        .printf(
            "gradlab: interrupted; the run goes on: `gradlab tail %s` follows it, `gradlab stop"
                + " %s` stops it%n",
            id, id);
    return ExitCode.INTERRUPTED;
  }

  private Optional<Run> show(Run run, long fromSeq) throws InterruptedException {
    var console = session.console();
    if (session.format() != OutputFormat.TABLE) {
      var printer = session.printer(EventColumns.columns());
      return show(run, fromSeq, new RowView(printer, console.out(), session::say));
    }
    if (byEpoch || session.surroundings().background()) {
      String name = run.getConfig().getName();
      return show(run, fromSeq, LineView.ofEpochs(name, console.out(), session::say));
    }
    if (inLines || session.quiet() || !console.animated()) {
      return show(run, fromSeq, LineView.ofAll(console.out(), session::say));
    }
    try (Terminal terminal = Screen.open(console)) {
      var status = new StatusLine(terminal, System::nanoTime);
      String name = run.getConfig().getName();
      return show(
          run, fromSeq, new ProgressView(name, run, status, session.glyphs(), System::nanoTime));
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be restored", e);
    }
  }

  private Optional<Run> show(Run run, long fromSeq, RunView view) throws InterruptedException {
    try (view) {
      var follower = new RunFollower(session.connection(), patience, view::message);
      var place = new Place(view, fromSeq);
      while (true) {
        try {
          return follower.follow(run.getRunId(), place.next, Instant.MAX, place);
        } catch (InterruptedException | StatusRuntimeException e) {
          // a call that Ctrl-C ends leaves the thread's flag as it is
          boolean interrupted = e instanceof InterruptedException || Thread.interrupted();
          view.standAside();
          if (!interrupted || !onInterrupt.goesOn(run)) {
            if (interrupted) {
              throw new InterruptedException();
            }
            throw e;
          }
        }
      }
    }
  }

  /** Remembers where to go on after a question. */
  private static final class Place implements RunListener {
    private final RunView view;
    private long next;

    private Place(RunView view, long next) {
      this.view = view;
      this.next = next;
    }

    @Override
    public void event(RunEvent event) {
      next = event.getSeq() + 1;
      view.event(event);
    }

    @Override
    public void idle() {
      view.idle();
    }

    @Override
    public boolean interested() {
      return view.interested();
    }
  }

  void sayHowItEnded(Run run) {
    String reason = run.getStateReason();
    session.say(
        "run "
            + run.getRunId()
            + " is "
            + RunStates.name(run.getState())
            + (reason.isEmpty() ? "" : ": " + Display.oneLine(reason)));
  }
}
