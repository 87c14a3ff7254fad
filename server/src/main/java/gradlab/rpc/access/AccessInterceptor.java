package gradlab.rpc.access;

import gradlab.access.Admission;
import gradlab.access.Caller;
import gradlab.access.Permissions;
import gradlab.domain.GradlabException;
import gradlab.domain.GradlabException.PermissionDenied;
import gradlab.metrics.ServerMetrics;
import gradlab.rpc.Errors;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Stands before every call: who is it, and may they? It answers before the first message of a
 * request is read.
 */
public final class AccessInterceptor implements ServerInterceptor {
  /** Who makes the call. */
  public static final Context.Key<Caller> CALLER = Context.key("gradlab-caller");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SCHEME = "Bearer ";

  private final Admission admission;
  private final ServerMetrics metrics;

  public AccessInterceptor(Admission admission, ServerMetrics metrics) {
    this.admission = admission;
    this.metrics = metrics;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Caller caller;
    try {
      caller = admission.admit(secret(headers), from(call));
      check(caller, call.getMethodDescriptor().getFullMethodName());
    } catch (GradlabException refused) {
      return refuse(call, Errors.toStatus(refused));
    }
    var guarded = new GuardedCall<>(call, () -> admission.ended(caller));
    var context = Context.current().withValue(CALLER, caller);
    return guarded.listening(Contexts.interceptCall(context, guarded, headers, next));
  }

  private static void check(Caller caller, String method) {
    var needed =
        Permissions.needed(method)
            .orElseThrow(
                () ->
                    new PermissionDenied(
                        method
                            + " is closed to everybody: this version has no entry for it in its table of permissions"));
    if (!caller.role().includes(needed)) {
      throw new PermissionDenied(
          "%s needs the role %s, and %s has the role %s: ask an admin for another token"
              .formatted(
                  method.substring(method.indexOf('/') + 1),
                  needed.label(),
                  caller.token().map(t -> "token " + t.id()).orElse("the caller"),
                  caller.role().label()));
    }
  }

  private <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, StatusRuntimeException why) {
    metrics.countRefused(why.getStatus().getCode().name());
    var trailers = Optional.ofNullable(Status.trailersFromThrowable(why)).orElseGet(Metadata::new);
    call.close(why.getStatus(), trailers);
    return new ServerCall.Listener<>() {};
  }

  private static Optional<String> secret(Metadata headers) {
    return Optional.ofNullable(headers.get(AUTHORIZATION))
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()));
  }

  /** Where it does not come over a network, it is from here. */
  private static InetAddress from(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress remote
        ? remote.getAddress()
        : InetAddress.getLoopbackAddress();
  }
}
