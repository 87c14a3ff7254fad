package gradlab.stress.load;

import gradlab.stress.StressServer;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.GetRunRequest;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.TrainingServiceGrpc;
import gradlab.v1.TrainingServiceGrpc.TrainingServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** The calls whose times are promised; each checks that it got what it asked for. */
final class Calls implements AutoCloseable {
  private final ManagedChannel channel;
  private final long runs;
  private final long lastSeq;

  /** Connects, so that the first call's time is the server's and not the connection's. */
  Calls(StressServer server, long runs) {
    this.runs = runs;
    channel = NettyChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
    HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
    var theLong = GetRunRequest.newBuilder().setRunId(LoadState.LONG.value()).build();
    lastSeq = api().getRun(theLong).getRun().getLastSeq();
  }

  private TrainingServiceBlockingStub api() {
    return TrainingServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  long lastSeq() {
    return lastSeq;
  }

  int newestRuns(int count) {
    return expect(
        count,
        api().listRuns(ListRunsRequest.newBuilder().setPageSize(count).build()).getRunsCount());
  }

  /** As {@code gradlab runs} asks for them. */
  int allRuns() {
    int listed = 0;
    String page = "";
    do {
      var answer =
          api()
              .listRuns(ListRunsRequest.newBuilder().setPageSize(1_000).setPageToken(page).build());
      listed += answer.getRunsCount();
      page = answer.getNextPageToken();
    } while (!page.isEmpty());
    return expect((int) runs, listed);
  }

  /** The last events of the long run, to the stream's end. */
  int tail(int events) {
    var request =
        StreamMetricsRequest.newBuilder()
            .setRunId(LoadState.LONG.value())
            .setFromSeq(lastSeq - events + 1)
            .build();
    int got = 0;
    for (var items = api().streamMetrics(request); items.hasNext(); ) {
      got += items.next().hasEvent() ? 1 : 0;
    }
    return expect(events, got);
  }

  int gradientFlow(int epoch) {
    var request =
        GetGradientFlowRequest.newBuilder()
            .setRunId(LoadState.LONG.value())
            .setEpoch(epoch)
            .build();
    return expect(1, api().getGradientFlow(request).getFlowsCount());
  }

  private static int expect(int expected, int got) {
    if (got != expected) {
      throw new IllegalStateException("expected " + expected + " and got " + got);
    }
    return got;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
