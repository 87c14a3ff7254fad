package gradlab.rpc;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.WrongState;
import gradlab.v1.PrepareDatasetMode;
import gradlab.v1.PrepareDatasetResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** PrepareDataset: one at a time, on its own thread; ends when the client goes away. */
final class DatasetCall {
  private final Datasets datasets;
  private final ExecutorService executor;
  private final AtomicBoolean busy = new AtomicBoolean();

  DatasetCall(Datasets datasets, ExecutorService executor) {
    this.datasets = datasets;
    this.executor = executor;
  }

  void start(PrepareDatasetMode mode, ServerCallStreamObserver<PrepareDatasetResponse> client) {
    if (mode == PrepareDatasetMode.PREPARE_DATASET_MODE_UNSPECIFIED
        || mode == PrepareDatasetMode.UNRECOGNIZED) {
      throw new InvalidRequest(
          List.of(new FieldViolation("mode", "is " + mode + ", must be PREPARE or VERIFY")));
    }
    if (!busy.compareAndSet(false, true)) {
      throw new WrongState(
          "the data set is being prepared or checked already; wait until that has ended");
    }
    var work = new AtomicReference<Future<?>>();
    client.setOnCancelHandler(
        () -> {
          var running = work.get();
          if (running != null) {
            running.cancel(true);
          }
        });
    try {
      work.set(executor.submit(() -> run(mode, client)));
    } catch (RuntimeException e) {
      busy.set(false);
      throw e;
    }
  }

  private void run(
      PrepareDatasetMode mode, ServerCallStreamObserver<PrepareDatasetResponse> client) {
    Datasets.Progress progress =
        (stage, done, total) -> {
          if (client.isReady() && !client.isCancelled()) { // a slow reader misses some progress
            client.onNext(progress(stage, done, total).build());
          }
        };
    try {
      var state =
          mode == PrepareDatasetMode.PREPARE_DATASET_MODE_PREPARE
              ? datasets.prepare(progress)
              : datasets.verify(progress);
      client.onNext(progress("done", 0, 0).setDataset(state.toMessage()).build());
      client.onCompleted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      client.onError(Status.CANCELLED.withDescription("interrupted").asRuntimeException());
    } catch (RuntimeException e) {
      client.onError(Errors.toStatus(e));
    } finally {
      busy.set(false);
    }
  }

  private static PrepareDatasetResponse.Builder progress(String stage, long done, long total) {
    return PrepareDatasetResponse.newBuilder()
        .setStage(stage)
        .setDoneBytes(done)
        .setTotalBytes(total);
  }
}
