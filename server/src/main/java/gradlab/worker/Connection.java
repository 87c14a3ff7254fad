package gradlab.worker;

import gradlab.v1.AttachRequest;
import gradlab.v1.AttachResponse;
import gradlab.v1.WorkerEvent;
import gradlab.v1.WorkerServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** One stream to one server process. Sends from one thread; the callbacks come on gRPC's. */
final class Connection {
  private final ManagedChannel channel;
  private final StreamObserver<AttachRequest> requests;
  private boolean ready;
  private long lastSent;

  Connection(
      ServerAddress address,
      BiConsumer<Connection, AttachResponse> onResponse,
      BiConsumer<Connection, Throwable> onLost) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + address.token());
    channel =
        NettyChannelBuilder.forTarget(address.endpoint())
            .usePlaintext() // loopback
            .keepAliveTime(10, TimeUnit.SECONDS)
            .build();
    requests =
        WorkerServiceGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .attach(
                new StreamObserver<>() {
                  @Override
                  public void onNext(AttachResponse response) {
                    onResponse.accept(Connection.this, response);
                  }

                  @Override
                  public void onError(Throwable cause) {
                    onLost.accept(Connection.this, cause);
                  }

                  @Override
                  public void onCompleted() {
                    onLost.accept(Connection.this, new IOException("the server ended the stream"));
                  }
                });
  }

  /** The server has said what it has of this attempt, so that events can follow without a gap. */
  void ready(long acknowledged) {
    if (!ready) {
      ready = true;
      lastSent = acknowledged;
    }
  }

  boolean isReady() {
    return ready;
  }

  /** Number of the newest event sent on this connection. */
  long lastSent() {
    return lastSent;
  }

  void send(WorkerEvent event) {
    lastSent = event.getWorkerSeq();
    send(AttachRequest.newBuilder().setEvent(event).build());
  }

  void send(AttachRequest request) {
    requests.onNext(request);
  }

  void complete() {
    requests.onCompleted();
    close();
  }

  void close() {
    channel.shutdown();
  }
}
