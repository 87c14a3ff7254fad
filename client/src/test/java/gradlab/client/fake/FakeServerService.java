package gradlab.client.fake;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import gradlab.v1.DatasetInfo;
import gradlab.v1.DeviceInfo;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.PrepareDatasetMode;
import gradlab.v1.PrepareDatasetRequest;
import gradlab.v1.PrepareDatasetResponse;
import gradlab.v1.ServerLimits;
import gradlab.v1.ServerServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Says what a server with the bundled sample says. */
public final class FakeServerService extends ServerServiceGrpc.ServerServiceImplBase {
  private IntSupplier running = () -> 0;
  private Optional<PrepareDatasetMode> lastMode = Optional.empty();

  void running(IntSupplier runs) {
    running = runs;
  }

  public synchronized Optional<PrepareDatasetMode> lastMode() {
    return lastMode;
  }

  @Override
  public void getServerInfo(
      GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> answer) {
    answer.onNext(
        GetServerInfoResponse.newBuilder()
            .setRunningRuns(running.getAsInt())
            .setVersion("0.1.0")
            .setStartTime(Timestamp.newBuilder().setSeconds(1_790_000_000))
            .setBackend("cpu")
            .setComputePath("nd4j")
            .setJavaVersion("17.0.15")
            .addDevices(
                DeviceInfo.newBuilder()
                    .setKind("cpu")
                    .setName("a processor")
                    .setThreads(2)
                    .setMemoryBytes(8_000_000_000L))
            .setDataset(dataset())
            .setLimits(ServerLimits.newBuilder().setSlots(1).setMaxQueuedRuns(100))
            .setStateDirectory("/var/lib/gradlab")
            .setPricePerHour(2.5)
            .setDeviceTime(Duration.newBuilder().setSeconds(5_400))
            .setCost(3.75)
            .setBudget(50)
            .setIdleShutdown(Duration.newBuilder().setSeconds(1_800))
            .setIdleTime(Duration.newBuilder().setSeconds(720))
            .setIdleShutdownIn(Duration.newBuilder().setSeconds(1_080))
            .setPreemptionNotice("none")
            .build());
    answer.onCompleted();
  }

  @Override
  public synchronized void prepareDataset(
      PrepareDatasetRequest request, StreamObserver<PrepareDatasetResponse> answer) {
    lastMode = Optional.of(request.getMode());
    for (int tenth = 0; tenth <= 20; tenth++) {
      answer.onNext(
          PrepareDatasetResponse.newBuilder()
              .setStage("downloading")
              .setDoneBytes(tenth * 8_450_000L)
              .setTotalBytes(169_000_000)
              .build());
    }
    answer.onNext(
        PrepareDatasetResponse.newBuilder().setStage("done").setDataset(dataset()).build());
    answer.onCompleted();
  }

  private static DatasetInfo dataset() {
    return DatasetInfo.newBuilder()
        .setSource("sample")
        .setTrainImages(2000)
        .setTestImages(500)
        .setSample(true)
        .setMessage("bundled sample: 2000 real images; `gradlab dataset prepare` gets all")
        .build();
  }
}
