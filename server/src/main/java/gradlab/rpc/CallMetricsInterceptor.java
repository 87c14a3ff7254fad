package gradlab.rpc;

import gradlab.metrics.GrpcMetrics;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Counts and times every call, also those that another interceptor refuses. */
public final class CallMetricsInterceptor implements ServerInterceptor {
  private final GrpcMetrics metrics;

  public CallMetricsInterceptor(GrpcMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    MethodDescriptor<Q, A> method = call.getMethodDescriptor();
    boolean streams = method.getType() != MethodDescriptor.MethodType.UNARY;
    var counted = metrics.begin(label(method), streams);
    try {
      return new Heard<>(next.startCall(new Said<>(call, counted), headers), counted);
    } catch (RuntimeException e) {
      counted.end(Status.Code.UNKNOWN.name());
      throw e;
    }
  }

  /** TrainingService/StartRun: without the package. */
  private static String label(MethodDescriptor<?, ?> method) {
    String name = method.getFullMethodName();
    return name.substring(name.lastIndexOf('.', name.indexOf('/')) + 1);
  }

  /** What the service says. */
  private static final class Said<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final GrpcMetrics.Call counted;

    Said(ServerCall<Q, A> call, GrpcMetrics.Call counted) {
      super(call);
      this.counted = counted;
    }

    @Override
    public void sendMessage(A message) {
      counted.sent();
      super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      counted.end(status.getCode().name());
      super.close(status, trailers);
    }
  }

  /** What the client says. */
  private static final class Heard<Q> extends SimpleForwardingServerCallListener<Q> {
    private final GrpcMetrics.Call counted;

    Heard(ServerCall.Listener<Q> listener, GrpcMetrics.Call counted) {
      super(listener);
      this.counted = counted;
    }

    @Override
    public void onMessage(Q message) {
      counted.received();
      super.onMessage(message);
    }

    /** The service may never close a call whose client is gone. */
    @Override
    public void onCancel() {
      counted.end(Status.Code.CANCELLED.name());
      super.onCancel();
    }
  }
}
