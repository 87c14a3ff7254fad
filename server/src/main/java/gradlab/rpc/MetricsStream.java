package gradlab.rpc;

import gradlab.metrics.ServerMetrics;
import gradlab.store.LogCursor;
import gradlab.store.RunLog;
import gradlab.store.StoredEvent;
import gradlab.v1.Heartbeat;
import gradlab.v1.StreamMetricsResponse;
import gradlab.wire.TimeMessages;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader of a run's log. It keeps a place in the log, not events: a reader that is slow, or
 * does not read at all, holds no memory beyond gRPC's own small buffer.
 *
 * <p>Three things wake it: a new event, a reader that has become ready, the heartbeat. Wake-ups are
 * counted, so that a drain in progress looks again before it ends and no two threads are ever in
 * one observer.
 */
final class MetricsStream {
  private static final Logger LOGGER = LoggerFactory.getLogger(MetricsStream.class);

  private final RunLog log;
  private final ServerCallStreamObserver<StreamMetricsResponse> reader;
  private final StreamSettings settings;
  private final ReadyMessages messages;
  private final Executor executor;
  private final ServerMetrics metrics;
  private final Consumer<MetricsStream> whenClosed;
  private final LogCursor cursor;
  private final AtomicInteger wakeUps = new AtomicInteger(1); // open() does the first drain
  private final AtomicBoolean heartbeatDue = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean cancelled;

  // Set before the first wake-up, then touched by the drain only.
  private Optional<AutoCloseable> subscription = Optional.empty();
  private Optional<ScheduledFuture<?>> heartbeats = Optional.empty();
  private long sentSeq;

  /**
   * @param fromSeq first event wanted, from 1
   * @param whenClosed called once, when nothing of this stream is left
   */
  MetricsStream(
      RunLog log,
      long fromSeq,
      ServerCallStreamObserver<StreamMetricsResponse> reader,
      StreamSettings settings,
      ReadyMessages messages,
      Executor executor,
      ServerMetrics metrics,
      Consumer<MetricsStream> whenClosed) {
    this.log = log;
    this.reader = reader;
    this.settings = settings;
    this.messages = messages;
    this.executor = executor;
    this.metrics = metrics;
    this.whenClosed = whenClosed;
    this.sentSeq = fromSeq - 1;
    this.cursor = log.cursor(fromSeq);
  }

  /** Called in the call's own thread, before the service method returns. */
  void open(ScheduledExecutorService timer) {
    metrics.streamOpened();
    reader.setOnReadyHandler(this::wake);
    reader.setOnCancelHandler(this::cancel);
    subscription = Optional.of(log.onAppend(this::wake));
    long period = settings.heartbeat().toMillis();
    heartbeats =
        Optional.of(timer.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS));
    schedule();
  }

  /** Ends the stream from the server's side. */
  void cancel() {
    cancelled = true;
    wake();
  }

  private void beat() {
    heartbeatDue.set(true);
    wake();
  }

  private void wake() {
    if (wakeUps.getAndIncrement() == 0) {
      schedule();
    }
  }

  private void schedule() {
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      close(); // the server ends; wakeUps stays above 0, so nobody drains any more
    }
  }

  private void drain() {
    int seen = wakeUps.get();
    boolean more = false;
    try {
      more = sendSome();
    } catch (RuntimeException e) {
      fail(e);
    }
    if (more) {
      schedule(); // another stream's turn first
    } else if (wakeUps.addAndGet(-seen) != 0) {
      schedule(); // woken meanwhile
    }
  }

  /** Whether there is more to send at once. */
  private boolean sendSome() {
    if (closed.get()) {
      return false;
    }
    if (cancelled) {
      close();
      return false;
    }
    for (int sent = 0; reader.isReady(); sent++) {
      if (sent == settings.batch()) {
        return true;
      }
      // Read the view before the cursor: an event that comes between the two is found by the
      // wake-up it causes, never skipped as "the run has ended".
      var view = log.view();
      Optional<StoredEvent> next = cursor.next();
      if (next.isEmpty()) {
        if (view.state().ended() && sentSeq >= view.lastSeq()) {
          close();
          reader.onCompleted();
        } else {
          sendHeartbeat(view.lastSeq());
        }
        return false;
      }
      send(next.get());
    }
    return false; // not ready: the on-ready handler wakes us
  }

  private void send(StoredEvent stored) {
    reader.onNext(messages.of(stored));
    sentSeq = stored.seq();
  }

  /** At each beat, once everything on record is sent. */
  private void sendHeartbeat(long lastSeq) {
    if (heartbeatDue.getAndSet(false)) {
      reader.onNext(
          StreamMetricsResponse.newBuilder()
              .setHeartbeat(
                  Heartbeat.newBuilder()
                      .setTime(TimeMessages.timestamp(Instant.now()))
                      .setLastSeq(lastSeq))
              .build());
    }
  }

  private void fail(RuntimeException error) {
    if (closed.get()) {
      return;
    }
    close();
    if (!reader.isCancelled()) {
      reader.onError(Errors.toStatus(error));
    }
  }

  private void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    heartbeats.ifPresent(h -> h.cancel(false));
    try {
      if (subscription.isPresent()) {
        subscription.get().close();
      }
    } catch (Exception e) {
      LOGGER.warn("a stream's subscription could not be ended", e);
    } finally {
      cursor.close();
      metrics.streamClosed();
      whenClosed.accept(this);
    }
  }
}
