package gradlab.server;

import gradlab.rpc.ReadableRequests;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.WriteBufferWaterMark;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Listening gRPC servers with this project's limits. */
final class GrpcServers {
  /** Of one request. Configurations are small; chunks of files are at most 1 MiB. */
  static final int MAX_MESSAGE_BYTES = 1024 * 1024 + 64 * 1024;

  /** What one connection may have in flight towards us. */
  private static final int WINDOW_BYTES = 256 * 1024;

  private static final int MAX_CALLS_PER_CONNECTION = 1_000;

  /** Who connects and says nothing holds a connection for so long only. */
  private static final long HANDSHAKE_SECONDS = 10;

  private GrpcServers() {}

  static Server start(
      InetSocketAddress address,
      Executor executor,
      List<BindableService> services,
      List<ServerInterceptor> interceptors,
      Optional<SslContext> tls) {
    var builder =
        NettyServerBuilder.forAddress(address)
            .executor(executor)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .maxInboundMetadataSize(8 * 1024)
            .flowControlWindow(WINDOW_BYTES)
            .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
            // little waits in the socket's buffer of a reader that does not read
            .withChildOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(16 * 1024, 64 * 1024))
            .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
            // finds peers that are gone without a word
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    tls.ifPresent(builder::sslContext);
    services.forEach(service -> builder.addService(ReadableRequests.checked(service)));
    interceptors.forEach(builder::intercept);
    var server = builder.build();
    try {
      return server.start();
    } catch (IOException e) {
      throw new StartFailure(
          "cannot listen on %s: %s"
              .formatted(
                  HostPort.text(address),
                  e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
  }

  /** Ends a server: new calls are refused, those in progress get a moment, then are cut. */
  static void stop(Server server, long graceMillis) throws InterruptedException {
    server.shutdown();
    if (!server.awaitTermination(graceMillis, TimeUnit.MILLISECONDS)) {
      server.shutdownNow();
      server.awaitTermination(2, TimeUnit.SECONDS);
    }
  }
}
