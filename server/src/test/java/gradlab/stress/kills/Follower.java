package gradlab.stress.kills;

import gradlab.stress.ServerUnderTest;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.TrainingServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A client that follows a run through every death of its server. Within one stream each event
 * follows the one before; across streams it goes on behind the last one it was shown, or begins
 * anew.
 */
final class Follower implements AutoCloseable {
  /** What a call may end with when its server dies or is being started. */
  private static final Set<Status.Code> GONE =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Supplier<ServerUnderTest> server;
  private final String run;
  private final Shown shown;
  private final boolean anew;
  private final Thread thread;
  private long next = 1; // of the thread
  private volatile boolean closed;

  /**
   * @param anew begins with the first event on each connection
   */
  Follower(Supplier<ServerUnderTest> server, String run, Shown shown, boolean anew) {
    this.server = server;
    this.run = run;
    this.shown = shown;
    this.anew = anew;
    this.thread = new Thread(this::follow, "follower of " + run);
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    while (!closed) {
      if (anew) {
        next = 1;
      }
      try {
        stream();
      } catch (StatusRuntimeException e) {
        if (!isGone(e.getStatus()) && !closed) {
          shown.complain("a stream from event " + next + " ended with " + e.getStatus());
        }
      }
      LockSupport.parkNanos(RETRY_NANOS); // the run has ended, or the server is down
    }
  }

  /** A connection that breaks while a call begins is UNKNOWN, with the reason on our side. */
  private static boolean isGone(Status status) {
    return GONE.contains(status.getCode()) || status.getCause() instanceof IOException;
  }

  private void stream() {
    var items =
        TrainingServiceGrpc.newBlockingStub(server.get().channel())
            .withDeadlineAfter(10, TimeUnit.MINUTES)
            .streamMetrics(
                StreamMetricsRequest.newBuilder().setRunId(run).setFromSeq(next).build());
    while (items.hasNext()) {
      var item = items.next();
      if (item.getItemCase() == StreamMetricsResponse.ItemCase.EVENT) {
        long seq = item.getEvent().getSeq();
        if (seq != next) {
          shown.complain("a stream went from event %d to %d".formatted(next - 1, seq));
        }
        shown.add(item.getEvent());
        next = seq + 1;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
