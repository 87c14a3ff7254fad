package gradlab.client.connection;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Gives every unary call that has no deadline the usual one. Streams have heartbeats instead. */
final class UnaryDeadline implements ClientInterceptor {
  private final Duration usual;

  UnaryDeadline(Duration usual) {
    this.usual = usual;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    boolean bare =
        method.getType() == MethodDescriptor.MethodType.UNARY && options.getDeadline() == null;
    return next.newCall(
        method,
        bare ? options.withDeadlineAfter(usual.toMillis(), TimeUnit.MILLISECONDS) : options);
  }
}
