package gradlab.client.watch;

import gradlab.client.connection.Connection;
import gradlab.client.connection.RunFinder;
import gradlab.client.connection.RunFollower;
import gradlab.client.connection.RunListener;
import gradlab.client.connection.RunStates;
import gradlab.client.watch.model.RunHistory;
import gradlab.v1.DiagnoseRunRequest;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Fills a run's history: one thread follows its events, another asks now and then for what events
 * do not say: cost, place in the queue, diagnosis.
 */
final class Feed implements AutoCloseable {
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  /** Device, price and budget hardly change: they are asked for every so many times. */
  private static final int SERVER_EVERY = 6;

  private final Connection connection;
  private final Duration patience;
  private final String runId;
  private final RunHistory history;
  private final Semaphore ask = new Semaphore(0);
  private final Semaphore resumed = new Semaphore(0);
  private final Thread follower;
  private final Thread asker;
  private volatile boolean wanted = true;
  private volatile boolean atItsEnd;
  private volatile Optional<RuntimeException> failure = Optional.empty();

  /**
   * Begins at once.
   *
   * @param patience how long a lost server may stay away
   */
  Feed(Connection connection, Run run, Duration patience) {
    this.connection = connection;
    this.patience = patience;
    this.runId = run.getRunId();
    this.history = new RunHistory(run);
    this.follower = start("watch-follow", this::follow);
    this.asker = start("watch-ask", this::ask);
  }

  private static Thread start(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  RunHistory history() {
    return history;
  }

  /** Why there is nothing more to come. */
  Optional<RuntimeException> failure() {
    return failure;
  }

  /** To the run's end, and from where it goes on when somebody resumes it. */
  private void follow() {
    var listener =
        new RunListener() {
          @Override
          public void event(RunEvent event) {
            history.event(event);
          }

          @Override
          public boolean interested() {
            return wanted;
          }
        };
    var following = new RunFollower(connection, patience, history::message);
    try {
      while (wanted) {
        following
            .follow(runId, history.lastSeq() + 1, Instant.MAX, listener)
            .ifPresent(history::run);
        atItsEnd = true;
        ask.release();
        resumed.acquire();
        atItsEnd = false;
      }
    } catch (InterruptedException closed) {
      wanted = false;
    } catch (RuntimeException e) {
      if (wanted) {
        failure = Optional.of(e);
      }
    }
  }

  private void ask() {
    long diagnosed = -1;
    boolean silent = false;
    try {
      for (int turn = 0; wanted; turn++) {
        long flows = history.flowsSeen();
        try {
          Run run = new RunFinder(connection).byId(runId);
          history.run(run);
          if (atItsEnd && !RunStates.ended(run.getState())) {
            resumed.release();
          }
          if (turn % SERVER_EVERY == 0) {
            history.server(
                connection.server().getServerInfo(GetServerInfoRequest.getDefaultInstance()));
          }
          if (flows != diagnosed) {
            history.diagnosis(
                connection
                    .training()
                    .diagnoseRun(DiagnoseRunRequest.newBuilder().setRunId(runId).build()));
            diagnosed = flows;
          }
          if (silent) {
            history.message("");
          }
          silent = false;
        } catch (StatusRuntimeException e) {
          // While the run is followed the follower says it, and better; what was known stays.
          if (atItsEnd && wanted) {
            silent = true;
            String why = String.valueOf(e.getStatus().getDescription());
            history.message("the server does not answer (" + why + "); trying again");
            connection.retryNow();
          }
        }
        if (ask.tryAcquire(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          diagnosed = -1; // the run has ended
        }
      }
    } catch (InterruptedException closed) {
      wanted = false;
    } catch (RuntimeException e) {
      if (wanted) {
        failure = Optional.of(e);
      }
    }
  }

  @Override
  public void close() {
    wanted = false;
    follower.interrupt();
    asker.interrupt();
  }
}
