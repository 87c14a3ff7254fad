package gradlab.client.connection;

import gradlab.client.output.Display;
import gradlab.v1.Cause;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a run's events to its end, without gap or duplicate, also over a server that goes away
 * and comes back: it remembers the last event's number and goes on after it.
 */
public final class RunFollower {
  /** From here on a patience is not worth its number. */
  private static final Duration NO_END = Duration.ofDays(1);

  private static final Duration TICK = Duration.ofMillis(250);

  /**
   * Heartbeats come more often than this, so a stream that is silent for longer is a broken one.
   */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Connection connection;
  private final Duration patience;
  private final Consumer<String> messages;

  /**
   * @param patience how long a lost server may stay away
   * @param messages told when the server is lost and found, for people
   */
  public RunFollower(Connection connection, Duration patience, Consumer<String> messages) {
    this.connection = connection;
    this.patience = patience;
    this.messages = messages;
  }

  /**
   * Returns when the run has ended, the listener lost interest, or the time is up.
   *
   * @param fromSeq number of the first event wanted
   * @return the run as it is at the end; empty when the time was up or nobody was interested
   * @throws StatusRuntimeException when the server refuses, or stays away for too long
   */
  public Optional<Run> follow(String runId, long fromSeq, Instant until, RunListener listener)
      throws InterruptedException {
    var backoff = new Backoff(patience);
    var progress = new Progress(Math.max(1, fromSeq), backoff);
    Optional<Run> preempted = Optional.empty();
    while (true) {
      StatusRuntimeException lost;
      try {
        if (!readToEnd(runId, until, listener, progress)) {
          return Optional.empty();
        }
        Run run = new RunFinder(connection).byId(runId);
        preempted = Optional.of(run).filter(RunFollower::comesBack);
        if (RunStates.ended(run.getState()) && preempted.isEmpty()) {
          return Optional.of(run);
        }
        lost =
            Status.UNAVAILABLE
                .withDescription(
                    preempted.isPresent()
                        ? "the run was interrupted; it goes on at the server's next start"
                        : "the server ended the stream")
                .asRuntimeException();
      } catch (StatusRuntimeException e) {
        if (!LostServer.brokeStream(e) || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        lost = e;
      }
      if (!progress.lost) {
        progress.lost = true;
        messages.accept(
            "lost the server at %s (%s); trying again%s"
                .formatted(
                    connection.address(),
                    lost.getStatus().getDescription(),
                    patience.compareTo(NO_END) < 0 ? " for " + Display.duration(patience) : ""));
      }
      if (Instant.now().isAfter(until)) {
        return Optional.empty();
      }
      if (!backoff.pause()) {
        if (preempted.isPresent()) {
          return preempted; // for good
        }
        throw lost;
      }
      connection.retryNow();
    }
  }

  /** Whether the next start of the server resumes it. */
  private static boolean comesBack(Run run) {
    return run.getState() == RunState.RUN_STATE_PREEMPTED
        && (run.getCause() == Cause.CAUSE_SERVER || run.getCause() == Cause.CAUSE_PREEMPTION);
  }

  /** True when the server ended the stream; false when the time was up or nobody is interested. */
  private boolean readToEnd(String runId, Instant until, RunListener listener, Progress progress)
      throws InterruptedException {
    try (var stream = new EventStream(connection, runId, progress.nextSeq)) {
      Instant heard = Instant.now();
      while (listener.interested()) {
        Instant now = Instant.now();
        if (!now.isBefore(until)) {
          return false;
        }
        Duration left = Duration.between(now, until);
        Optional<StreamItem> item = stream.next(left.compareTo(TICK) < 0 ? left : TICK);
        if (item.isEmpty()) {
          if (Duration.between(heard, Instant.now()).compareTo(SILENCE) > 0) {
            throw Status.UNAVAILABLE.withDescription("no heartbeat").asRuntimeException();
          }
          listener.idle();
          continue;
        }
        heard = Instant.now();
        if (item.get() instanceof StreamItem.Broken broken) {
          throw broken.cause();
        }
        if (item.get() instanceof StreamItem.Ended) {
          return true;
        }
        if (item.get() instanceof StreamItem.Received received) {
          progress.heard(messages);
          if (received.message().hasEvent()) {
            progress.pass(received.message().getEvent(), listener);
          }
        }
      }
      return false;
    }
  }

  /** What is known across connections. */
  private static final class Progress {
    private final Backoff backoff;
    private long nextSeq;
    private boolean lost;

    private Progress(long nextSeq, Backoff backoff) {
      this.nextSeq = nextSeq;
      this.backoff = backoff;
    }

    private void heard(Consumer<String> messages) {
      backoff.reset();
      if (lost) {
        lost = false;
        messages.accept("the server is back; going on with event " + nextSeq);
      }
    }

    private void pass(RunEvent event, RunListener listener) {
      if (event.getSeq() >= nextSeq) {
        nextSeq = event.getSeq() + 1;
        listener.event(event);
      }
    }
  }
}
