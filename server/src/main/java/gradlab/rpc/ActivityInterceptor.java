package gradlab.rpc;

import gradlab.cost.Activity;
import gradlab.v1.ServerServiceGrpc;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Tells what clients do. Looking is no activity: a health check, reflection, and GetServerInfo,
 * which shows the countdown.
 */
public final class ActivityInterceptor implements ServerInterceptor {
  private static final String OURS = "gradlab.v1.";

  private final Activity activity;

  public ActivityInterceptor(Activity activity) {
    this.activity = activity;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!counts(call.getMethodDescriptor())) {
      return next.startCall(call, headers);
    }
    activity.begin();
    try {
      return new UntilItsEnd<>(next.startCall(call, headers), activity);
    } catch (RuntimeException e) {
      activity.end();
      throw e;
    }
  }

  private static boolean counts(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().startsWith(OURS)
        && !method
            .getFullMethodName()
            .equals(ServerServiceGrpc.getGetServerInfoMethod().getFullMethodName());
  }

  /** Of the two ends of a call exactly one is told. */
  private static final class UntilItsEnd<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Activity activity;

    UntilItsEnd(ServerCall.Listener<Q> listener, Activity activity) {
      super(listener);
      this.activity = activity;
    }

    @Override
    public void onComplete() {
      activity.end();
      super.onComplete();
    }

    @Override
    public void onCancel() {
      activity.end();
      super.onCancel();
    }
  }
}
