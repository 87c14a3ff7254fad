package gradlab.dataset.prepare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an HTTP response, read with a limit on the time without bytes, which the streams of
 * java.net.http do not offer. One piece is asked for at a time, so the queue holds at most one
 * piece and the end.
 */
final class BodyQueue implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  private sealed interface Item {}

  private record Piece(List<ByteBuffer> buffers) implements Item {}

  private record End(Optional<Throwable> error) implements Item {}

  private final Duration stall;
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>(3);
  private volatile Optional<Flow.Subscription> subscription = Optional.empty();

  BodyQueue(Duration stall) {
    this.stall = stall;
  }

  /**
   * The next piece, or empty at the end of the body.
   *
   * @throws IOException when the connection was cut, or no byte came in the time allowed
   */
  Optional<List<ByteBuffer>> next() throws IOException, InterruptedException {
    Item item = items.poll(stall.toNanos(), TimeUnit.NANOSECONDS);
    if (item instanceof Piece piece) {
      subscription.ifPresent(s -> s.request(1));
      return Optional.of(piece.buffers());
    }
    if (item instanceof End end) {
      if (end.error().isPresent()) {
        throw new IOException("the connection was cut", end.error().get());
      }
      return Optional.empty();
    }
    throw new IOException("no byte came for " + stall.toSeconds() + " s");
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = Optional.of(given);
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    items.add(new Piece(buffers));
  }

  @Override
  public void onError(Throwable error) {
    items.add(new End(Optional.of(error)));
  }

  @Override
  public void onComplete() {
    items.add(new End(Optional.empty()));
  }

  /** Lets the connection go. */
  @Override
  public void close() {
    subscription.ifPresent(Flow.Subscription::cancel);
  }
}
