package gradlab.rpc;

import static gradlab.rpc.Answers.answer;

import gradlab.domain.RunState;
import gradlab.domain.Version;
import gradlab.runs.RunManager;
import gradlab.v1.DeviceInfo;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.PrepareDatasetRequest;
import gradlab.v1.PrepareDatasetResponse;
import gradlab.v1.ServerLimits;
import gradlab.v1.ServerServiceGrpc;
import gradlab.wire.TimeMessages;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ExecutorService;

/** The server itself and its data. */
public final class ServerServiceImpl extends ServerServiceGrpc.ServerServiceImplBase {
  private final ServerFacts facts;
  private final RunManager runs;
  private final Datasets datasets;
  private final MetricsStreams streams;
  private final CostInfo cost;
  private final DatasetCall datasetCall;

  /**
   * @param datasetExecutor one thread for the download, apart from the calls'
   */
  public ServerServiceImpl(
      ServerFacts facts,
      RunManager runs,
      Datasets datasets,
      MetricsStreams streams,
      CostInfo cost,
      ExecutorService datasetExecutor) {
    this.facts = facts;
    this.runs = runs;
    this.datasets = datasets;
    this.streams = streams;
    this.cost = cost;
    this.datasetCall = new DatasetCall(datasets, datasetExecutor);
  }

  @Override
  public void getServerInfo(
      GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> client) {
    answer(client, this::info);
  }

  private GetServerInfoResponse info() {
    var active = runs.activeByState();
    int queued = active.getOrDefault(RunState.QUEUED, 0);
    int all = active.values().stream().mapToInt(Integer::intValue).sum();
    var info =
        GetServerInfoResponse.newBuilder()
            .setVersion(Version.CURRENT)
            .setStartTime(TimeMessages.timestamp(facts.startTime()))
            .setBackend("cpu")
            .setComputePath(facts.computePath())
            .setComputePathNote(facts.computePathNote())
            .addDevices(
                DeviceInfo.newBuilder()
                    .setKind("cpu")
                    .setName(facts.cpuModel())
                    .setMemoryBytes(facts.memoryBytes())
                    .setThreads(facts.threads()))
            .setDataset(datasets.inspect().toMessage())
            .setLimits(
                ServerLimits.newBuilder()
                    .setMaxMessageBytes(facts.maxMessageBytes())
                    .setMaxStreams(streams.settings().maxStreams())
                    .setSlots(runs.settings().slots())
                    .setMaxQueuedRuns(runs.settings().maxQueued()))
            .setRunningRuns(all - queued)
            .setQueuedRuns(queued)
            .setStateDirectory(facts.stateDirectory().toString())
            .setJavaVersion(Runtime.version().toString())
            .setDiskMessage(runs.diskProblem().orElse(""));
    cost.write(info, runs);
    return info.build();
  }

  @Override
  public void prepareDataset(
      PrepareDatasetRequest request, StreamObserver<PrepareDatasetResponse> client) {
    try {
      datasetCall.start(
          request.getMode(), (ServerCallStreamObserver<PrepareDatasetResponse>) client);
    } catch (RuntimeException e) {
      client.onError(Errors.toStatus(e));
    }
  }
}
