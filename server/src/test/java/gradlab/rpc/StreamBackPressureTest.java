package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.Cause;
import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.domain.TrainingConfig;
import gradlab.store.NewEvent;
import gradlab.store.RunLog;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.TrainingServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 readers over real sockets, 20 of which read nothing: those hold next to nothing here. */
class StreamBackPressureTest {
  private static final int READERS = 180;
  private static final int STALLED = 20;
  private static final int ON_RECORD = 200;
  private static final int LIVE = 100;
  private static final int CLIENT_WINDOW = 65_535;
  private static final int SERVER_BUFFER = 32 * 1024; // gRPC: ready below this

  @TempDir Path state;

  /** Bytes that the server has handed to one stream's transport. */
  private static final class Sent extends ServerStreamTracer {
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void outboundWireSize(long more) {
      bytes.addAndGet(more);
    }
  }

  private static final class Reader extends ClientCall.Listener<StreamMetricsResponse> {
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final List<Long> seqs = new ArrayList<>();
    private final ClientCall<StreamMetricsRequest, StreamMetricsResponse> call;
    private final boolean reads;

    Reader(ManagedChannel channel, String run, boolean reads) {
      this.reads = reads;
      call = channel.newCall(TrainingServiceGrpc.getStreamMetricsMethod(), CallOptions.DEFAULT);
      call.start(this, new Metadata());
      call.sendMessage(StreamMetricsRequest.newBuilder().setRunId(run).build());
      call.halfClose();
      if (reads) {
        call.request(1);
      }
    }

    @Override
    public void onMessage(StreamMetricsResponse message) {
      if (message.hasEvent()) {
        seqs.add(message.getEvent().getSeq());
      }
      if (reads) {
        call.request(1);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end.complete(status);
    }
  }

  @Test
  void stalledReadersHoldABoundedBufferAndTheOthersGetEverything() throws Exception {
    var tracers = new ConcurrentLinkedQueue<Sent>();
    try (var harness = new ServiceHarness(state)) {
      var log = longRun(harness);
      Server server = serve(harness, tracers);
      var stalledChannel = channel(server.getPort());
      var channels = IntStream.range(0, 4).mapToObj(i -> channel(server.getPort())).toList();
      try {
        String run = log.view().id().value();
        var stalled =
            IntStream.range(0, STALLED)
                .mapToObj(i -> new Reader(stalledChannel, run, false))
                .toList();
        await("stalled streams are open", () -> harness.streams.size() == STALLED);
        var ofStalled = List.copyOf(tracers);

        var readers =
            IntStream.range(0, READERS)
                .mapToObj(i -> new Reader(channels.get(i % channels.size()), run, true))
                .toList();
        for (int i = 0; i < LIVE; i++) {
          log.append(List.of(NewEvent.ofServer(Instant.now(), flow(ON_RECORD + i))));
        }
        log.append(
            List.of(
                NewEvent.ofServer(
                    Instant.now(), new StateChanged(RunState.KILLED, Cause.USER, "test"))));

        long events = log.view().lastSeq();
        for (var reader : readers) {
          assertThat(reader.end.get(40, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.OK);
          assertThat(reader.seqs).hasSize((int) events).isSorted().doesNotHaveDuplicates();
        }

        long oneMessage = flowBytes();
        assertThat(events * oneMessage).isGreaterThan(3L * (CLIENT_WINDOW + SERVER_BUFFER));
        assertThat(ofStalled)
            .hasSize(STALLED)
            .allSatisfy(
                sent ->
                    assertThat(sent.bytes.get())
                        .isLessThan(CLIENT_WINDOW + SERVER_BUFFER + 2 * oneMessage));
        assertThat(stalled).noneMatch(reader -> reader.end.isDone());

        stalled.forEach(reader -> reader.call.cancel("enough", null));
        await("all streams are closed", () -> harness.streams.size() == 0);
        assertThat(harness.metrics.openStreams()).isZero();
      } finally {
        stalledChannel.shutdownNow();
        channels.forEach(ManagedChannel::shutdownNow);
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
      }
    }
  }

  private static RunLog longRun(ServiceHarness harness) {
    var config =
        new RunConfig(NetworkConfig.vgg("VGG_08", 0), TrainingConfig.COURSE, "n", Map.of());
    var log = harness.store.create(new RunId("long"), config, "");
    var events = new ArrayList<NewEvent>();
    events.add(
        NewEvent.ofServer(Instant.now(), new StateChanged(RunState.RUNNING, Cause.WORKER, "test")));
    for (int i = 0; i < ON_RECORD; i++) {
      events.add(NewEvent.ofServer(Instant.now(), flow(i)));
    }
    log.append(events);
    return log;
  }

  private static RunEvent flow(int step) {
    var layers =
        IntStream.range(0, 20)
            .mapToObj(i -> new LayerGradient("block_0_%d_conv_0".formatted(i), 1, 1, 1, 0, 1, 9))
            .toList();
    return new RunEvent.GradientsSampled(new GradientFlow(0, step, false, layers, List.of()));
  }

  private static long flowBytes() {
    return gradlab.wire.EventMessages.message(1, Instant.now(), flow(1)).getSerializedSize();
  }

  private static Server serve(ServiceHarness harness, ConcurrentLinkedQueue<Sent> tracers)
      throws Exception {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(harness.training)
        .addStreamTracerFactory(
            new ServerStreamTracer.Factory() {
              @Override
              public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                var sent = new Sent();
                tracers.add(sent);
                return sent;
              }
            })
        .build()
        .start();
  }

  private static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .flowControlWindow(CLIENT_WINDOW)
        .build();
  }

  private static void await(String what, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not in time: " + what).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
