package gradlab.client.connection;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A server inside this process, on a free loopback port. */
public final class LocalStage implements AutoCloseable {
  private final Server server;

  public LocalStage(BindableService... services) {
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    List.of(services).forEach(builder::addService);
    server = builder.build();
  }

  public void start() throws IOException {
    server.start();
  }

  public String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
