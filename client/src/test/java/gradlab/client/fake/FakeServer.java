package gradlab.client.fake;

import gradlab.v1.Run;
import io.grpc.Attributes;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server of scripted runs on a free loopback port. It can die and come back on the same port. */
public final class FakeServer implements BeforeEachCallback, AfterEachCallback {
  private final FakeTraining training = new FakeTraining();
  private final FakeServerService info = new FakeServerService();
  private final FakeExperiments experiments = new FakeExperiments();
  private final AtomicInteger connections = new AtomicInteger();
  private Server server;
  private int port;

  public FakeTraining training() {
    return training;
  }

  public FakeServerService info() {
    return info;
  }

  public FakeExperiments experiments() {
    return experiments;
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** How many were made so far. */
  public int connections() {
    return connections.get();
  }

  public FakeRun add(Run run) {
    return training.add(run);
  }

  public void start() throws IOException {
    info.running(training::running);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server =
        NettyServerBuilder.forAddress(address)
            .addTransportFilter(
                new ServerTransportFilter() {
                  @Override
                  public Attributes transportReady(Attributes attributes) {
                    connections.incrementAndGet();
                    return attributes;
                  }
                })
            .addService(training)
            .addService(info)
            .addService(experiments)
            .build()
            .start();
    port = server.getPort();
  }

  /** As kill -9 does it: no goodbye to anybody. */
  public void kill() throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination(10, TimeUnit.SECONDS);
    training.forgetFollowers();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    kill();
  }
}
