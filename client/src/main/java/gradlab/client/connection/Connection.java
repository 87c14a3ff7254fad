package gradlab.client.connection;

import gradlab.client.trust.Login;
import gradlab.v1.AccessServiceGrpc;
import gradlab.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import gradlab.v1.ExperimentServiceGrpc;
import gradlab.v1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;
import gradlab.v1.ServerServiceGrpc;
import gradlab.v1.ServerServiceGrpc.ServerServiceBlockingStub;
import gradlab.v1.TrainingServiceGrpc;
import gradlab.v1.TrainingServiceGrpc.TrainingServiceBlockingStub;
import gradlab.v1.TrainingServiceGrpc.TrainingServiceStub;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The channel to one server. Nothing is opened before the first call. */
public final class Connection implements AutoCloseable {
  /** A unary call that takes longer counts as unanswered. */
  public static final Duration UNARY_DEADLINE = Duration.ofSeconds(10);

  private static final long CLOSE_MILLIS = 500;

  // The gradient flows of a long, densely sampled run come in one answer: 40 layers x 5000 samples
  // are about 16 MB.
  private static final int LARGEST_ANSWER_BYTES = 64 << 20;

  // Of our own and ended by close(): the JVM's exit waits 0.3 s for threads that sit in a native
  // call, as gRPC's shared loops do. One thread moves all that a client needs.
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Address address;
  private final ManagedChannel channel;

  /** To a server on a loopback address that asks for nothing. */
  public Connection(Address address) {
    this(address, Login.NONE);
  }

  public Connection(Address address, Login login) {
    this.address = address;
    var builder = NettyChannelBuilder.forAddress(address.host(), address.port());
    Security.apply(login, builder);
    this.channel =
        builder
            .eventLoopGroup(loop)
            .channelType(NioSocketChannel.class)
            .maxInboundMessageSize(LARGEST_ANSWER_BYTES)
            .intercept(new UnaryDeadline(UNARY_DEADLINE))
            .build();
  }

  public Address address() {
    return address;
  }

  public TrainingServiceBlockingStub training() {
    return TrainingServiceGrpc.newBlockingStub(channel);
  }

  public TrainingServiceStub trainingStream() {
    return TrainingServiceGrpc.newStub(channel);
  }

  public ServerServiceBlockingStub server() {
    return ServerServiceGrpc.newBlockingStub(channel);
  }

  public ExperimentServiceBlockingStub experiments() {
    return ExperimentServiceGrpc.newBlockingStub(channel);
  }

  public AccessServiceBlockingStub access() {
    return AccessServiceGrpc.newBlockingStub(channel);
  }

  /** Without this a call after a failed one fails too, until gRPC's own back-off has passed. */
  public void retryNow() {
    channel.resetConnectBackoff();
  }

  /**
   * Connects now and again whenever it is lost.
   *
   * @param listener told at once how things are and at each change, on a thread of gRPC's
   */
  public void watch(Consumer<Link> listener) {
    ConnectivityState state = channel.getState(true);
    switch (state) {
      case READY -> listener.accept(Link.CONNECTED);
      case IDLE, CONNECTING -> listener.accept(Link.CONNECTING);
      case TRANSIENT_FAILURE -> listener.accept(Link.LOST);
      case SHUTDOWN -> {
        return;
      }
    }
    channel.notifyWhenStateChanged(state, () -> watch(listener));
  }

  /** A call whose wait can be interrupted. */
  @FunctionalInterface
  public interface Call<T> {
    T make() throws InterruptedException;
  }

  /**
   * Calls again with growing pauses for as long as the server is away, at most {@code patience}.
   * Only for calls that may be made twice.
   */
  public <T> T persist(Duration patience, Call<T> call) throws InterruptedException {
    var backoff = new Backoff(patience);
    while (true) {
      try {
        return call.make();
      } catch (StatusRuntimeException e) {
        if (!LostServer.is(e) || Thread.currentThread().isInterrupted() || !backoff.pause()) {
          throw e;
        }
        retryNow();
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    loop.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS);
  }
}
