package gradlab.stress.fuzz;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call as it went.
 *
 * @param cancelled whether we ended it, content with its answers
 */
record Exchange(Status status, Metadata trailers, List<byte[]> answers, boolean cancelled) {
  /** Far more than any call may take: one that comes here hangs. */
  static final long DEADLINE_SECONDS = 30;

  private static final int ENOUGH_ANSWERS = 20;

  /** A reader that waits for a run's next event hears a heartbeat before that. */
  private static final long PATIENCE_MILLIS = 10_000;

  /** How the client behaves. */
  enum Ending {
    /** Says all, and that it was all. */
    WHOLE,
    /** Never says that it was all, and goes away. */
    HALF_OPEN,
    /** Goes away at once. */
    GONE
  }

  static Exchange of(
      Channel channel, ApiMethod method, Metadata headers, List<byte[]> requests, Ending ending)
      throws Exception {
    var call =
        channel.newCall(
            method.call(),
            CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
    var listener = new Collecting(call, method.streamsAnswers());
    call.start(listener, headers);
    call.request(ENOUGH_ANSWERS);
    for (var request : requests) {
      call.sendMessage(request);
    }
    if (ending == Ending.WHOLE) {
      call.halfClose();
    } else if (ending == Ending.GONE) {
      call.cancel("gone", null);
    }
    if (ending == Ending.HALF_OPEN || (method.streamsAnswers() && method.streamsRequests())) {
      listener.awaitFirst(50); // nobody owes us an answer
      call.cancel("half open", null);
    } else if (method.streamsAnswers()) {
      listener.awaitFirst(PATIENCE_MILLIS);
      call.cancel("seen enough", null);
    }
    return listener.end.get(DEADLINE_SECONDS + 10, TimeUnit.SECONDS);
  }

  private static final class Collecting extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> call;
    private final boolean stream;
    private final List<byte[]> answers = new ArrayList<>();
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final CompletableFuture<Exchange> end = new CompletableFuture<>();

    Collecting(ClientCall<byte[], byte[]> call, boolean stream) {
      this.call = call;
      this.stream = stream;
    }

    void awaitFirst(long millis) throws Exception {
      try {
        first.get(millis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (millis == PATIENCE_MILLIS) {
          throw new AssertionError("neither an answer nor a heartbeat in " + millis + " ms", e);
        }
      }
    }

    @Override
    public void onMessage(byte[] message) {
      answers.add(message);
      first.complete(null);
      if (stream && answers.size() == ENOUGH_ANSWERS) {
        call.cancel("seen enough", null);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      boolean ours = status.getCode() == Status.Code.CANCELLED && trailers.keys().isEmpty();
      end.complete(new Exchange(status, trailers, List.copyOf(answers), ours));
      first.complete(null);
    }
  }
}
