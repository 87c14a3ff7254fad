package gradlab.server;

import gradlab.cost.CostSettings;
import gradlab.metrics.MetricsSettings;
import gradlab.rpc.StreamSettings;
import gradlab.runs.RunSettings;
import gradlab.v1.ExperimentServiceGrpc;
import gradlab.v1.GetRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import gradlab.v1.ServerServiceGrpc;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.TrainingServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A whole server with scripted workers, and a client of it. */
final class TestServer implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(90); // a busy machine's, not a usual one's
  static final RunSettings RUNS =
      new RunSettings(
          1,
          10,
          Duration.ofSeconds(20),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10));

  private final Path state;
  private final GradlabServer server;
  final Client client;

  TestServer(Path state, RunSettings runs) {
    this(state, runs, AccessSettings.OPEN);
  }

  TestServer(Path state, RunSettings runs, AccessSettings access) {
    this.state = state;
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        new GradlabServer(
            new ServerSettings(
                state,
                Optional.empty(),
                Map.of("HOME", state.toString()), // no cache there: the bundled sample
                any,
                any,
                access,
                MetricsSettings.DEFAULT,
                FakeWorker.class.getName(),
                runs,
                new StreamSettings(Duration.ofMillis(200), 300, 64),
                CostSettings.NONE,
                false,
                0));
    client = new Client(server.grpc().getPort());
  }

  GradlabServer server() {
    return server;
  }

  /** Lets a worker that holds go on. */
  void go(String run) throws Exception {
    Files.writeString(directory(run).resolve("go"), "");
  }

  void awaitHolding(String run) throws Exception {
    Await.until("worker holds", LIMIT, () -> Files.exists(directory(run).resolve("holding")));
  }

  Path directory(String run) {
    return state.resolve("runs").resolve(run);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  /** What a user does. */
  static final class Client implements AutoCloseable {
    private final ManagedChannel channel;

    Client(int port) {
      channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    TrainingServiceGrpc.TrainingServiceBlockingStub training() {
      return TrainingServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    ServerServiceGrpc.ServerServiceBlockingStub server() {
      return ServerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    ExperimentServiceGrpc.ExperimentServiceBlockingStub experiments() {
      return ExperimentServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    ManagedChannel channel() {
      return channel;
    }

    /** Starts a run whose worker follows the script: steps=20, hold=15. */
    Run start(String... script) {
      return training().startRun(request(script)).getRun();
    }

    static StartRunRequest request(String... script) {
      var request = StartRunRequest.newBuilder();
      request.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08");
      for (String tag : script) {
        String[] parts = tag.split("=", 2);
        request.getConfigBuilder().putTags(parts[0], parts[1]);
      }
      return request.build();
    }

    Run get(String run) {
      return training().getRun(GetRunRequest.newBuilder().setRunId(run).build()).getRun();
    }

    Run await(String run, RunState... wanted) throws Exception {
      var states = Set.copyOf(Arrays.asList(wanted));
      Await.until(
          run + " in " + states + ", is " + get(run).getState() + " " + get(run).getStateReason(),
          LIMIT,
          () -> states.contains(get(run).getState()));
      return get(run);
    }

    /** All events up to the end of the stream, heartbeats left out. */
    List<gradlab.v1.RunEvent> follow(String run, long fromSeq) {
      var events = new ArrayList<gradlab.v1.RunEvent>();
      training()
          .streamMetrics(
              StreamMetricsRequest.newBuilder().setRunId(run).setFromSeq(fromSeq).build())
          .forEachRemaining(
              item -> {
                if (item.getItemCase() == StreamMetricsResponse.ItemCase.EVENT) {
                  events.add(item.getEvent());
                }
              });
      return events;
    }

    /** The events on record, of a run that may go on. */
    List<gradlab.v1.RunEvent> soFar(String run) {
      long last = get(run).getLastSeq();
      var events = new ArrayList<gradlab.v1.RunEvent>();
      var stream =
          training().streamMetrics(StreamMetricsRequest.newBuilder().setRunId(run).build());
      while (events.size() < last) {
        var item = stream.next();
        if (item.getItemCase() == StreamMetricsResponse.ItemCase.EVENT) {
          events.add(item.getEvent());
        }
      }
      return events;
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }
}
