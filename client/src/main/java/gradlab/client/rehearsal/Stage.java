package gradlab.client.rehearsal;

import gradlab.client.connection.LocalStage;
import gradlab.v1.DeviceInfo;
import gradlab.v1.EpochMetrics;
import gradlab.v1.GetRunRequest;
import gradlab.v1.GetRunResponse;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ListRunsResponse;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.ServerServiceGrpc.ServerServiceImplBase;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StartRunResponse;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.TrainingServiceGrpc.TrainingServiceImplBase;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A server with one run that has ended. */
final class Stage implements AutoCloseable {
  private static final Run RUN =
      Run.newBuilder()
          .setRunId("r1")
          .setState(RunState.RUN_STATE_COMPLETED)
          .setLastEpoch(EpochMetrics.newBuilder().setTrainLoss(4.5))
          .build();

  private final LocalStage server = new LocalStage(new Training(), new Info());

  Stage() throws IOException {
    server.start();
  }

  String address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  private static <A> void answer(StreamObserver<A> caller, A answer) {
    caller.onNext(answer);
    caller.onCompleted();
  }

  private static final class Info extends ServerServiceImplBase {
    @Override
    public void getServerInfo(
        GetServerInfoRequest request, StreamObserver<GetServerInfoResponse> caller) {
      answer(
          caller,
          GetServerInfoResponse.newBuilder()
              .setVersion("1")
              .addDevices(DeviceInfo.newBuilder().setKind("cpu"))
              .build());
    }
  }

  private static final class Training extends TrainingServiceImplBase {
    @Override
    public void startRun(StartRunRequest request, StreamObserver<StartRunResponse> caller) {
      answer(caller, StartRunResponse.newBuilder().setRun(RUN).build());
    }

    @Override
    public void getRun(GetRunRequest request, StreamObserver<GetRunResponse> caller) {
      if (request.getRunId().equals(RUN.getRunId())) {
        answer(caller, GetRunResponse.newBuilder().setRun(RUN).build());
      } else {
        caller.onError(Status.NOT_FOUND.asRuntimeException());
      }
    }

    @Override
    public void listRuns(ListRunsRequest request, StreamObserver<ListRunsResponse> caller) {
      answer(caller, ListRunsResponse.newBuilder().addRuns(RUN).build());
    }

    @Override
    public void streamMetrics(
        StreamMetricsRequest request, StreamObserver<StreamMetricsResponse> caller) {
      var event = RunEvent.newBuilder().setSeq(1).setEpoch(RUN.getLastEpoch());
      answer(caller, StreamMetricsResponse.newBuilder().setEvent(event).build());
    }
  }
}
