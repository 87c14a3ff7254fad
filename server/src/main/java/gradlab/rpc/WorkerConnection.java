package gradlab.rpc;

import gradlab.domain.RunId;
import gradlab.runs.Assignment;
import gradlab.runs.RunManager;
import gradlab.runs.Work;
import gradlab.runs.WorkerLink;
import gradlab.runs.WorkerReport;
import gradlab.v1.AttachRequest;
import gradlab.v1.AttachResponse;
import gradlab.v1.StopCommand;
import gradlab.v1.WorkKind;
import gradlab.v1.WorkerAck;
import gradlab.v1.WorkerAssignment;
import gradlab.v1.WorkerEvent;
import gradlab.v1.WorkerHello;
import gradlab.wire.ConfigMessages;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a worker. gRPC's thread puts in what arrives, at most {@link #WINDOW} messages
 * that nobody has taken yet; the run's owner takes them out and is the only one to answer.
 */
final class WorkerConnection implements StreamObserver<AttachRequest>, WorkerLink {
  private static final Logger LOGGER = LoggerFactory.getLogger(WorkerConnection.class);
  private static final int WINDOW = 256;

  private final RunManager runs;
  private final RunId run;
  private final ServerCallStreamObserver<AttachResponse> worker;
  private final List<WorkerReport> arrived = new ArrayList<>();
  private boolean greeted; // of gRPC's thread
  private boolean ended; // of the owner
  private volatile long heardNanos = System.nanoTime();

  WorkerConnection(RunManager runs, RunId run, ServerCallStreamObserver<AttachResponse> worker) {
    this.runs = runs;
    this.run = run;
    this.worker = worker;
    worker.disableAutoRequest();
    // set, so that an answer to a worker that is gone does not throw
    worker.setOnCancelHandler(() -> runs.detached(run, this));
    worker.request(WINDOW);
  }

  @Override
  public void onNext(AttachRequest message) {
    try {
      receive(message);
    } catch (RuntimeException e) {
      LOGGER.warn("run {}: its worker broke the protocol: {}", run, e.toString());
      runs.broken(run, this, Errors.protocolBroken(e.getMessage()));
    }
  }

  private void receive(AttachRequest message) {
    heardNanos = System.nanoTime();
    switch (message.getItemCase()) {
      case HELLO -> greet(message.getHello());
      case EVENT -> report(message.getEvent());
      case ALIVE -> {
        runs.alive(run, Reports.signs(message.getAlive()));
        worker.request(1);
      }
      case ITEM_NOT_SET -> throw new IllegalArgumentException("a message without content");
    }
  }

  private void greet(WorkerHello hello) {
    if (greeted || !hello.getRunId().equals(run.value())) {
      throw new IllegalArgumentException(
          "hello for run '%s' with the token of another, or twice"
              .formatted(NetworkRules.shown(hello.getRunId())));
    }
    greeted = true;
    LOGGER.info(
        "run {}: worker {} attached{}", run, hello.getPid(), hello.getReattached() ? " again" : "");
    runs.attach(run, this, hello.getAttempt(), hello.getReattached());
    worker.request(1);
  }

  private void report(WorkerEvent event) {
    if (!greeted) {
      throw new IllegalArgumentException("an event before hello");
    }
    var report = Reports.of(event);
    boolean first;
    synchronized (arrived) {
      first = arrived.isEmpty();
      arrived.add(report);
    }
    if (first) { // one task for all that arrive until the owner takes them
      runs.reportsArrived(run, this);
    }
  }

  @Override
  public void onError(Throwable broken) {
    runs.detached(run, this);
  }

  @Override
  public void onCompleted() {
    runs.detached(run, this);
  }

  @Override
  public void assign(Assignment assignment) {
    var work = assignment.work();
    send(
        AttachResponse.newBuilder()
            .setAssignment(
                WorkerAssignment.newBuilder()
                    .setKind(
                        work instanceof Work.Evaluate
                            ? WorkKind.WORK_KIND_EVALUATE
                            : WorkKind.WORK_KIND_TRAIN)
                    .setConfig(ConfigMessages.message(assignment.config()))
                    .setRunDirectory(assignment.runDirectory().toString())
                    .setDataDirectory(assignment.data().directory())
                    .setDataSource(assignment.data().source())
                    .setCheckpoint(work.checkpoint()))
            .build());
  }

  @Override
  public void acknowledge(long workerSeq) {
    send(
        AttachResponse.newBuilder().setAck(WorkerAck.newBuilder().setWorkerSeq(workerSeq)).build());
  }

  @Override
  public void stop() {
    send(AttachResponse.newBuilder().setStop(StopCommand.getDefaultInstance()).build());
  }

  @Override
  public long heardNanos() {
    return heardNanos;
  }

  @Override
  public List<WorkerReport> take() {
    List<WorkerReport> all;
    synchronized (arrived) {
      all = List.copyOf(arrived);
      arrived.clear();
    }
    worker.request(all.size());
    return all;
  }

  @Override
  public void end() {
    if (!ended) {
      ended = true;
      worker.onCompleted();
    }
  }

  @Override
  public void fail(RuntimeException error) {
    if (!ended) {
      ended = true;
      worker.onError(Errors.toStatus(error));
    }
  }

  private void send(AttachResponse message) {
    if (!ended && !worker.isCancelled()) {
      worker.onNext(message);
    }
  }
}
