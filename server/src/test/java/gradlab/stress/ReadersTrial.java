package gradlab.stress;

import gradlab.stress.StressServer.Memory;
import gradlab.v1.GetRunRequest;
import gradlab.v1.KillRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.TrainingServiceGrpc;
import gradlab.v1.TrainingServiceGrpc.TrainingServiceBlockingStub;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Readers of a VGG_08 that trains on the bundled sample, a tenth of which read nothing.
 *
 * @param events delivered in the measured time, to all readers together
 * @param wrong readers that did not get every event once and in order
 * @param before a third of the time into it
 * @param cpuShare the server's CPU time over the worker's
 */
public record ReadersTrial(
    int readers,
    int stalled,
    int seconds,
    long events,
    long wrong,
    Memory before,
    Memory after,
    double cpuShare) {

  /** Of the worker's CPU time: 2 % for 200 readers, and in proportion. */
  private static final double CPU_SHARE_PER_READER = 0.02 / 200;

  /** What memory may grow by between two looks at it: noise of the collector. */
  private static final long GROWTH_BYTES = 8 << 20;

  public static ReadersTrial run(StressServer server, int readers, int seconds) throws Exception {
    var channel = NettyChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
    var api = TrainingServiceGrpc.newBlockingStub(channel);
    var start = StartRunRequest.newBuilder();
    start.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08");
    String run = api.startRun(start.build()).getRun().getRunId();
    int stalled = readers / 10;
    try (var clients = new Readers(server.endpoint(), run, 1, readers - stalled, stalled)) {
      var worker = ProcessHandle.of(workerPid(api, run)).orElseThrow();
      TimeUnit.SECONDS.sleep(seconds / 3); // the JIT's own work is not what is measured
      var before = server.memory();
      Duration serverCpu = server.cpuTime();
      Duration workerCpu = worker.info().totalCpuDuration().orElseThrow();
      long delivered = clients.delivered();
      TimeUnit.SECONDS.sleep(seconds);
      long events = clients.delivered() - delivered;
      double share =
          (double) server.cpuTime().minus(serverCpu).toMillis()
              / worker.info().totalCpuDuration().orElseThrow().minus(workerCpu).toMillis();
      var after = server.memory(); // its collection is not the readers'
      api.killRun(KillRunRequest.newBuilder().setRunId(run).build());
      boolean ended = clients.awaitEnd();
      long wrong = clients.wrong(get(api, run).getLastSeq());
      return new ReadersTrial(
          readers, stalled, seconds, events, ended ? wrong : readers, before, after, share);
    } finally {
      channel.shutdownNow();
    }
  }

  private static Run get(TrainingServiceBlockingStub api, String run) {
    return api.getRun(GetRunRequest.newBuilder().setRunId(run).build()).getRun();
  }

  private static long workerPid(TrainingServiceBlockingStub api, String run)
      throws InterruptedException {
    while (true) {
      var state = get(api, run);
      if (state.getState() == RunState.RUN_STATE_FAILED) {
        throw new IllegalStateException(state.getStateReason());
      }
      if (state.getProvenance().getWorkerPid() != 0) {
        return state.getProvenance().getWorkerPid();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  public double cpuLimit() {
    return CPU_SHARE_PER_READER * readers;
  }

  public boolean everyEventOnce() {
    return wrong == 0 && events > 0;
  }

  public boolean heapStays() {
    return after.heapBytes() - before.heapBytes() < GROWTH_BYTES;
  }

  /** Of use where the heap is resident from the start. */
  public boolean residentStays() {
    return after.residentBytes() - before.residentBytes() < GROWTH_BYTES;
  }

  public boolean cpuStays() {
    return cpuShare < cpuLimit();
  }
}
