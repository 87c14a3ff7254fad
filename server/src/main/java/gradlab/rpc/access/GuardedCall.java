package gradlab.rpc.access;

import gradlab.domain.GradlabException.Unauthenticated;
import gradlab.rpc.Errors;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A call in progress that ends with its token: each message, in or out, asks whether the token
 * still holds, so a stream goes on for one heartbeat at most. Everything else is passed on, above
 * all whether the reader is ready.
 */
final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private final Supplier<Optional<String>> whyEnded;
  private final AtomicBoolean ended = new AtomicBoolean();

  GuardedCall(ServerCall<Q, A> call, Supplier<Optional<String>> whyEnded) {
    super(call);
    this.whyEnded = whyEnded;
  }

  @Override
  public void sendMessage(A message) {
    if (mayGoOn()) {
      super.sendMessage(message);
    }
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (!ended.get()) { // else the service does not know yet
      super.close(status, trailers);
    }
  }

  private boolean mayGoOn() {
    if (ended.get()) {
      return false;
    }
    var reason = whyEnded.get();
    if (reason.isEmpty()) {
      return true;
    }
    if (ended.compareAndSet(false, true)) {
      var why = Errors.toStatus(new Unauthenticated(reason.get()));
      super.close(
          why.getStatus(),
          Optional.ofNullable(Status.trailersFromThrowable(why)).orElseGet(Metadata::new));
    }
    return false;
  }

  ServerCall.Listener<Q> listening(ServerCall.Listener<Q> service) {
    return new SimpleForwardingServerCallListener<>(service) {
      @Override
      public void onMessage(Q message) {
        if (mayGoOn()) {
          super.onMessage(message);
        }
      }

      /** To the service, a call that we ended looks like one that its client cancelled. */
      @Override
      public void onComplete() {
        if (ended.get()) {
          super.onCancel();
        } else {
          super.onComplete();
        }
      }
    };
  }
}
