package gradlab.rpc;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A service that tells a client whose bytes are no message so. By itself gRPC answers UNKNOWN, and
 * puts a stack trace into the server's log for each such request.
 */
public final class ReadableRequests {
  private ReadableRequests() {}

  /** The same service, with its requests' bytes checked. */
  public static ServerServiceDefinition checked(BindableService service) {
    var original = service.bindService();
    var methods =
        original.getMethods().stream().<ServerMethodDefinition<?, ?>>map(m -> checked(m)).toList();
    var description =
        ServiceDescriptor.newBuilder(original.getServiceDescriptor().getName())
            .setSchemaDescriptor(original.getServiceDescriptor().getSchemaDescriptor());
    methods.forEach(m -> description.addMethod(m.getMethodDescriptor()));
    var checked = ServerServiceDefinition.builder(description.build());
    methods.forEach(checked::addMethod);
    return checked.build();
  }

  /** Empty where the bytes are no such message. */
  private record Arrived<Q>(Optional<Q> message) {}

  private static <Q, A> ServerMethodDefinition<Arrived<Q>, A> checked(
      ServerMethodDefinition<Q, A> original) {
    var method = original.getMethodDescriptor();
    return ServerMethodDefinition.create(
        method.toBuilder(new Reading<>(method), method.getResponseMarshaller()).build(),
        (call, headers) -> start(call, headers, method, original.getServerCallHandler()));
  }

  private static <Q, A> ServerCall.Listener<Arrived<Q>> start(
      ServerCall<Arrived<Q>, A> call,
      Metadata headers,
      MethodDescriptor<Q, A> method,
      ServerCallHandler<Q, A> handler) {
    var readable = new ReadableCall<>(call, method);
    return new Listener<>(readable, handler.startCall(readable, headers));
  }

  private record Reading<Q>(MethodDescriptor<Q, ?> method)
      implements MethodDescriptor.Marshaller<Arrived<Q>> {
    @Override
    public InputStream stream(Arrived<Q> value) {
      return method.streamRequest(value.message.orElseThrow());
    }

    @Override
    public Arrived<Q> parse(InputStream stream) {
      try {
        return new Arrived<>(Optional.of(method.parseRequest(stream)));
      } catch (StatusRuntimeException e) {
        return new Arrived<>(Optional.empty());
      }
    }
  }

  private static final class Listener<Q> extends ServerCall.Listener<Arrived<Q>> {
    private final ReadableCall<Q, ?> call;
    private final ServerCall.Listener<Q> handler;

    Listener(ReadableCall<Q, ?> call, ServerCall.Listener<Q> handler) {
      this.call = call;
      this.handler = handler;
    }

    @Override
    public void onMessage(Arrived<Q> arrived) {
      if (call.isRefused()) {
        return;
      }
      if (arrived.message.isPresent()) {
        handler.onMessage(arrived.message.get());
        return;
      }
      var error =
          Errors.toStatus(
              new InvalidRequest(
                  List.of(
                      new FieldViolation(
                          "request",
                          "cannot be read as a message of %s: use a client of this server's version"
                              .formatted(call.getMethodDescriptor().getBareMethodName())))));
      call.refuse(error);
      handler.onCancel(); // lets go of what it holds
    }

    @Override
    public void onHalfClose() {
      if (!call.isRefused()) {
        handler.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      if (!call.isRefused()) {
        handler.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!call.isRefused()) {
        handler.onComplete();
      }
    }

    @Override
    public void onReady() {
      if (!call.isRefused()) {
        handler.onReady();
      }
    }
  }
}
