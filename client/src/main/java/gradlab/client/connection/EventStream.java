package gradlab.client.connection;

import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One StreamMetrics call, read with a time limit. The server may send {@link #AHEAD} messages more
 * than were read, so a slow terminal holds the server's stream back instead of filling memory.
 */
final class EventStream implements AutoCloseable {
  private static final int AHEAD = 64;

  // One more place than messages can be under way, for the end.
  private final BlockingQueue<StreamItem> items = new ArrayBlockingQueue<>(AHEAD + 1);
  private final Reader reader = new Reader();

  EventStream(Connection connection, String runId, long fromSeq) {
    connection
        .trainingStream()
        .streamMetrics(
            StreamMetricsRequest.newBuilder().setRunId(runId).setFromSeq(fromSeq).build(), reader);
  }

  /** The next item; empty when there was none for so long. */
  Optional<StreamItem> next(Duration limit) throws InterruptedException {
    var item = Optional.ofNullable(items.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    if (item.isPresent() && item.get() instanceof StreamItem.Received) {
      reader.call.request(1);
    }
    return item;
  }

  @Override
  public void close() {
    reader.call.cancel("not needed any more", null);
  }

  private final class Reader
      implements ClientResponseObserver<StreamMetricsRequest, StreamMetricsResponse> {
    // Set by the constructor's call of streamMetrics, before anything can arrive.
    private ClientCallStreamObserver<StreamMetricsRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamMetricsRequest> stream) {
      call = stream;
      stream.disableAutoRequestWithInitial(AHEAD);
    }

    @Override
    public void onNext(StreamMetricsResponse message) {
      items.add(new StreamItem.Received(message));
    }

    @Override
    public void onError(Throwable failure) {
      items.add(new StreamItem.Broken(Status.fromThrowable(failure).asRuntimeException()));
    }

    @Override
    public void onCompleted() {
      items.add(new StreamItem.Ended());
    }
  }
}
