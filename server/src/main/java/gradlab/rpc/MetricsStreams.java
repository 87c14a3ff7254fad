package gradlab.rpc;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.metrics.ServerMetrics;
import gradlab.store.RunLog;
import gradlab.v1.StreamMetricsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** All StreamMetrics calls in progress. Thread-safe. */
public final class MetricsStreams {
  private final StreamSettings settings;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private final ServerMetrics metrics;
  private final Set<MetricsStream> open = ConcurrentHashMap.newKeySet();
  private final ReadyMessages messages = new ReadyMessages();
  private final AtomicInteger count = new AtomicInteger();

  /**
   * @param executor sends to the readers; a few threads serve them all
   */
  public MetricsStreams(
      StreamSettings settings,
      Executor executor,
      ScheduledExecutorService timer,
      ServerMetrics metrics) {
    this.settings = settings;
    this.executor = executor;
    this.timer = timer;
    this.metrics = metrics;
  }

  public StreamSettings settings() {
    return settings;
  }

  /**
   * Follows a run from an event on; 0 counts as 1.
   *
   * @throws InvalidRequest where the event lies beyond the next one
   * @throws LimitReached where too many streams are open
   */
  void follow(RunLog log, long fromSeq, ServerCallStreamObserver<StreamMetricsResponse> reader) {
    long next = log.view().lastSeq() + 1;
    if (fromSeq < 0 || fromSeq > next) {
      throw new InvalidRequest(
          List.of(
              new FieldViolation(
                  "from_seq",
                  "is %d, must be 0 to %d, the run's next event".formatted(fromSeq, next))));
    }
    if (count.incrementAndGet() > settings.maxStreams()) {
      count.decrementAndGet();
      throw new LimitReached(
          "%d streams are open, which is this server's limit; close some"
              .formatted(settings.maxStreams()));
    }
    MetricsStream stream;
    try {
      stream =
          new MetricsStream(
              log,
              Math.max(1, fromSeq),
              reader,
              settings,
              messages,
              executor,
              metrics,
              this::closed);
    } catch (RuntimeException e) {
      count.decrementAndGet();
      throw e;
    }
    open.add(stream);
    stream.open(timer);
  }

  private void closed(MetricsStream stream) {
    open.remove(stream);
    count.decrementAndGet();
  }

  /** Streams in progress. */
  public int size() {
    return count.get();
  }

  /** Lets go of all of them; their calls are ended by the server's shutdown. */
  public void close() {
    open.forEach(MetricsStream::cancel);
  }
}
