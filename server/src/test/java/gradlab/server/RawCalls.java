package gradlab.server;

import gradlab.rpc.Bytes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls of any method with any bytes, as somebody would make them who is not our client. */
final class RawCalls {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private RawCalls() {}

  /** How it ends; OK as soon as there is an answer: some streams never end. */
  static Status call(
      ManagedChannel channel, MethodDescriptor<?, ?> method, Optional<String> token, byte[] request)
      throws Exception {
    var headers = new Metadata();
    token.ifPresent(t -> headers.put(AUTHORIZATION, "Bearer " + t));
    return call(channel, method, headers, request);
  }

  static Status call(
      ManagedChannel channel, MethodDescriptor<?, ?> method, Metadata headers, byte[] request)
      throws Exception {
    var outcome = new CompletableFuture<Status>();
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            Bytes.method(method.getFullMethodName(), method.getType()),
            CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] message) {
            outcome.complete(Status.OK);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            outcome.complete(status);
          }
        },
        headers);
    call.request(1);
    call.sendMessage(request);
    call.halfClose();
    try {
      return outcome.get(40, TimeUnit.SECONDS);
    } finally {
      call.cancel("answered", null);
    }
  }
}
