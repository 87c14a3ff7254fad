package gradlab.client.shell.known;

import gradlab.client.connection.Connection;
import gradlab.client.connection.Link;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.shell.known.ServerState.Connected;
import gradlab.client.shell.known.ServerState.Connecting;
import gradlab.client.shell.known.ServerState.Lost;
import gradlab.client.shell.known.ServerState.Refused;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.GetServerInfoResponse;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Knows whether the server is there and how many runs it has at work. A lost connection is seen at
 * once and looked for every two seconds. GetServerInfo is no activity to the server: an open shell
 * does not keep an idle machine awake.
 */
public final class ServerWatch {
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final long FIRST_MILLIS = 700;
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Supplier<Connection> connection;
  private final Function<StatusRuntimeException, Failure> meaning;
  private final ScheduledExecutorService thread;
  private final Consumer<String> notes;
  private final Consumer<ServerState> changed;
  private final CountDownLatch first = new CountDownLatch(1);
  // All of these are touched by the one thread alone, but for the state, which others read.
  private volatile ServerState state = new Connecting();
  private Optional<Connection> watched = Optional.empty();
  private boolean wasThere;
  private String said = "";

  /**
   * @param connection the way to the server as it is now: a restarted one may have a new token
   * @param meaning what a refusal means to the user
   * @param thread a single one
   * @param notes for people: the server is lost, is back
   * @param changed told of each new state, on the thread
   */
  public ServerWatch(
      Supplier<Connection> connection,
      Function<StatusRuntimeException, Failure> meaning,
      ScheduledExecutorService thread,
      Consumer<String> notes,
      Consumer<ServerState> changed) {
    this.connection = connection;
    this.meaning = meaning;
    this.thread = thread;
    this.notes = notes;
    this.changed = changed;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for the first answer, but not for long; for terminals whose prompt stays as it is. */
  public void awaitFirst() throws InterruptedException {
    first.await(FIRST_MILLIS, TimeUnit.MILLISECONDS);
  }

  public ServerState state() {
    return state;
  }

  /** Looks soon: something has been done. */
  public void hurry() {
    onThread(this::look);
  }

  private void onThread(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException closed) {
      // the shell is being left: nobody wants to know any more
      return;
    }
  }

  private void look() {
    try {
      Connection now = connection.get();
      if (watched.filter(now::equals).isEmpty()) {
        watched = Optional.of(now);
        now.watch(link -> onThread(() -> linked(now, link)));
      }
      if (state instanceof Lost) {
        now.retryNow();
      }
      there(
          now.server()
              .withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
              .getServerInfo(GetServerInfoRequest.getDefaultInstance()));
    } catch (StatusRuntimeException failed) {
      failed(meaning.apply(failed));
    } catch (Failure failed) {
      failed(failed); // a login that cannot be read
    }
  }

  private void linked(Connection from, Link link) {
    switch (link) {
      case CONNECTING -> {}
      case CONNECTED -> {
        if (!(state instanceof Connected)) {
          look();
        }
      }
      case LOST -> {
        if (state instanceof Connected && watched.filter(from::equals).isPresent()) {
          look(); // which says why
        }
      }
    }
  }

  private void there(GetServerInfoResponse info) {
    if (wasThere && !(state instanceof Connected)) {
      notes.accept("the server at " + watched.orElseThrow().address() + " is back");
    }
    wasThere = true;
    said = "";
    become(new Connected(info.getRunningRuns(), info.getQueuedRuns(), info.hasPricePerHour()));
  }

  private void failed(Failure failure) {
    boolean lost = failure.exitCode() == ExitCode.UNREACHABLE;
    if (!failure.getMessage().equals(said) && !(lost && state instanceof Lost)) {
      said = failure.getMessage();
      notes.accept(
          lost
              ? (wasThere ? "lost the server: " : "") + said + "; looking for it"
              : said + (failure.next().isEmpty() ? "" : "\n  next: " + failure.next()));
    }
    become(lost ? new Lost() : new Refused());
  }

  private void become(ServerState next) {
    first.countDown();
    if (!next.equals(state)) {
      state = next;
      changed.accept(next);
    }
  }
}
