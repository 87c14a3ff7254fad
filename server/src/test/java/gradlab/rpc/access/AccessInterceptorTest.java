package gradlab.rpc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.access.AccessToken;
import gradlab.access.Admission;
import gradlab.access.Caller;
import gradlab.access.Role;
import gradlab.metrics.ServerMetrics;
import gradlab.rpc.Bytes;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessInterceptorTest {
  private static final AccessToken TOKEN =
      new AccessToken("3f2a", "ci", Role.VIEWER, "00", Instant.EPOCH, Optional.empty());

  private final AtomicReference<Optional<String>> ended = new AtomicReference<>(Optional.empty());
  private final ServerMetrics metrics = new ServerMetrics();
  private Optional<Server> server = Optional.empty();
  private Optional<ManagedChannel> channel = Optional.empty();

  private final Admission viewer =
      new Admission() {
        @Override
        public Caller admit(Optional<String> secret, InetAddress from) {
          return new Caller(Role.VIEWER, Optional.of(TOKEN));
        }

        @Override
        public Optional<String> ended(Caller caller) {
          return ended.get();
        }
      };

  @AfterEach
  void stop() {
    channel.ifPresent(ManagedChannel::shutdownNow);
    server.ifPresent(Server::shutdownNow);
    metrics.close();
  }

  private ManagedChannel serve(Admission admission, ServerServiceDefinition service)
      throws Exception {
    String name = InProcessServerBuilder.generateName();
    server =
        Optional.of(
            InProcessServerBuilder.forName(name)
                .addService(service)
                .intercept(new AccessInterceptor(admission, metrics))
                .build()
                .start());
    channel = Optional.of(InProcessChannelBuilder.forName(name).build());
    return channel.get();
  }

  @Test
  void whatHasNoEntryInTheTableIsClosedEvenToAdmins() throws Exception {
    var unlisted = Bytes.method("gradlab.v1.TrainingService/Unlisted", MethodType.UNARY);
    var calls = new AtomicInteger();
    var channel =
        serve(
            Admission.OPEN,
            ServerServiceDefinition.builder("gradlab.v1.TrainingService")
                .addMethod(
                    unlisted,
                    ServerCalls.asyncUnaryCall((request, client) -> calls.incrementAndGet()))
                .build());
    assertThatThrownBy(
            () ->
                ClientCalls.blockingUnaryCall(
                    channel,
                    unlisted,
                    CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                    new byte[0]))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED))
        .hasMessageContaining("gradlab.v1.TrainingService/Unlisted is closed to everybody");
    assertThat(calls).hasValue(0);
    assertThat(metrics.scrape())
        .contains("gradlab_calls_refused_total{code=\"permission_denied\"} 1.0");
  }

  @Test
  void anOpenStreamEndsWithItsToken() throws Exception {
    var stream =
        Bytes.method("gradlab.v1.TrainingService/StreamMetrics", MethodType.SERVER_STREAMING);
    var opened = new CompletableFuture<ServerCallStreamObserver<byte[]>>();
    var cancelled = new CompletableFuture<Boolean>();
    var seen = new CompletableFuture<Caller>();
    var channel =
        serve(
            viewer,
            ServerServiceDefinition.builder("gradlab.v1.TrainingService")
                .addMethod(
                    stream,
                    ServerCalls.asyncServerStreamingCall(
                        (request, client) -> {
                          seen.complete(AccessInterceptor.CALLER.get());
                          var observer = (ServerCallStreamObserver<byte[]>) client;
                          observer.setOnCancelHandler(() -> cancelled.complete(true));
                          opened.complete(observer);
                        }))
                .build());
    var received = new LinkedBlockingQueue<Object>();
    ClientCalls.asyncServerStreamingCall(
        channel.newCall(stream, CallOptions.DEFAULT), new byte[0], new Collecting(received));
    var observer = opened.get(10, TimeUnit.SECONDS);
    assertThat(seen.join().token()).contains(TOKEN);
    assertThat(observer.isReady()).as("readiness gets through").isTrue();
    observer.onNext(new byte[] {1});
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(new byte[] {1});
    ended.set(Optional.of("token 3f2a was revoked"));
    observer.onNext(new byte[] {2});
    observer.onNext(new byte[] {3}); // the service may not know yet
    assertThat(received.poll(10, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
              assertThat(e.getStatus().getDescription()).contains("token 3f2a was revoked");
            });
    assertThat(cancelled.get(10, TimeUnit.SECONDS)).as("the service lets go of it").isTrue();
    observer.onCompleted();
    assertThat(received).isEmpty();
  }

  @Test
  void anUploadEndsWithItsToken() throws Exception {
    var upload =
        Bytes.method("gradlab.v1.TrainingService/StreamMetrics", MethodType.CLIENT_STREAMING);
    var arrived = new LinkedBlockingQueue<Object>();
    var channel =
        serve(
            viewer,
            ServerServiceDefinition.builder("gradlab.v1.TrainingService")
                .addMethod(
                    upload, ServerCalls.asyncClientStreamingCall(client -> new Collecting(arrived)))
                .build());
    var answered = new LinkedBlockingQueue<Object>();
    var sender =
        ClientCalls.asyncClientStreamingCall(
            channel.newCall(upload, CallOptions.DEFAULT), new Collecting(answered));
    sender.onNext(new byte[] {1});
    assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo(new byte[] {1});
    ended.set(Optional.of("token 3f2a was revoked"));
    sender.onNext(new byte[] {2});
    assertThat(answered.poll(10, TimeUnit.SECONDS)).isInstanceOf(StatusRuntimeException.class);
    assertThat(arrived.poll(10, TimeUnit.SECONDS))
        .as("the service hears that it is over, and not of the second part")
        .isInstanceOf(StatusRuntimeException.class);
  }

  private record Collecting(LinkedBlockingQueue<Object> all) implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] message) {
      all.add(message);
    }

    @Override
    public void onError(Throwable error) {
      all.add(error);
    }

    @Override
    public void onCompleted() {
      all.add("completed");
    }
  }
}
