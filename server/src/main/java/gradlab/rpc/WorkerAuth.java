package gradlab.rpc;

import gradlab.domain.RunId;
import gradlab.runs.WorkerTokens;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;

/** Lets in only workers with the token of a run at work. */
public final class WorkerAuth implements ServerInterceptor {
  /** The run whose token the caller has. */
  static final Context.Key<RunId> RUN = Context.key("gradlab-worker-run");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SCHEME = "Bearer ";

  private final WorkerTokens tokens;

  public WorkerAuth(WorkerTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var run =
        Optional.ofNullable(headers.get(AUTHORIZATION))
            .filter(value -> value.startsWith(SCHEME))
            .flatMap(value -> tokens.runOf(value.substring(SCHEME.length())));
    if (run.isEmpty() && !tokens.isOpen()) {
      call.close(
          Status.UNAVAILABLE.withDescription("the server is starting: try again"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    if (run.isEmpty()) {
      call.close(
          Status.UNAUTHENTICATED.withDescription("no run at work has this token: end this worker"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(Context.current().withValue(RUN, run.get()), call, headers, next);
  }
}
