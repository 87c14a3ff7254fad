package gradlab.rpc;

import gradlab.runs.RunManager;
import gradlab.v1.AttachRequest;
import gradlab.v1.AttachResponse;
import gradlab.v1.WorkerServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Where workers attach, on a loopback port of its own. */
public final class WorkerServiceImpl extends WorkerServiceGrpc.WorkerServiceImplBase {
  private final Supplier<RunManager> runs;

  /**
   * @param runs there before the first token is
   */
  public WorkerServiceImpl(Supplier<RunManager> runs) {
    this.runs = runs;
  }

  @Override
  public StreamObserver<AttachRequest> attach(StreamObserver<AttachResponse> worker) {
    return new WorkerConnection(
        runs.get(), WorkerAuth.RUN.get(), (ServerCallStreamObserver<AttachResponse>) worker);
  }
}
