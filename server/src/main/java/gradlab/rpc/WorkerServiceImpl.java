package gradlab.rpc;

import gradlab.runs.RunManager;
import gradlab.v1.AttachRequest;
import gradlab.v1.AttachResponse;
import gradlab.v1.WorkerServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Where workers attach, on a loopback port of its own. */
public final class WorkerServiceImpl extends WorkerServiceGrpc.WorkerServiceImplBase {
  private final RunManager runs;

  public WorkerServiceImpl(RunManager runs) {
    this.runs = runs;
  }

  @Override
  public StreamObserver<AttachRequest> attach(StreamObserver<AttachResponse> worker) {
    return new WorkerConnection(
        runs, WorkerAuth.RUN.get(), (ServerCallStreamObserver<AttachResponse>) worker);
  }
}
