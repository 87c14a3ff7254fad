package gradlab.rpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers of unary calls. */
final class Answers {
  private Answers() {}

  /** Sends what {@code body} returns, or what it throws as a status. */
  static <T> void answer(StreamObserver<T> client, Supplier<T> body) {
    T message;
    try {
      message = body.get();
    } catch (RuntimeException e) {
      client.onError(Errors.toStatus(e));
      return;
    }
    client.onNext(message);
    client.onCompleted();
  }
}
