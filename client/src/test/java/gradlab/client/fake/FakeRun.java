package gradlab.client.fake;

import com.google.protobuf.Timestamp;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StateChanged;
import gradlab.v1.StreamMetricsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** A scripted run: what is appended reaches those who follow it. */
public final class FakeRun {
  private final List<RunEvent> events = new ArrayList<>();
  private final List<StreamObserver<StreamMetricsResponse>> followers = new ArrayList<>();
  private Run run;

  FakeRun(Run run) {
    this.run = run;
  }

  public synchronized Run run() {
    return run;
  }

  /** Numbers the event and sends it on. */
  public synchronized FakeRun append(RunEvent.Builder event) {
    long seq = events.size() + 1;
    event.setSeq(seq).setTime(Timestamp.newBuilder().setSeconds(1_790_000_000 + seq));
    events.add(event.build());
    var changed = run.toBuilder().setLastSeq(seq);
    if (event.hasStateChanged()) {
      changed
          .setState(event.getStateChanged().getState())
          .setCause(event.getStateChanged().getCause())
          .setStateReason(event.getStateChanged().getReason());
    }
    if (event.hasEpoch()) {
      changed.setLastEpoch(event.getEpoch());
    }
    if (event.hasStep()) {
      changed.setLastStep(event.getStep());
    }
    if (event.hasTest()) {
      changed.setTest(event.getTest());
    }
    run = changed.build();
    followers.forEach(f -> send(f, event.build()));
    if (ended()) {
      followers.forEach(StreamObserver::onCompleted);
      followers.clear();
    }
    return this;
  }

  public FakeRun state(RunState state, String reason) {
    return append(
        RunEvent.newBuilder()
            .setStateChanged(StateChanged.newBuilder().setState(state).setReason(reason)));
  }

  synchronized void follow(long fromSeq, StreamObserver<StreamMetricsResponse> follower) {
    for (RunEvent event : events) {
      if (event.getSeq() >= fromSeq) {
        send(follower, event);
      }
    }
    if (ended()) {
      follower.onCompleted();
    } else {
      followers.add(follower);
      ((ServerCallStreamObserver<StreamMetricsResponse>) follower)
          .setOnCancelHandler(() -> forget(follower));
    }
  }

  private synchronized void forget(StreamObserver<StreamMetricsResponse> follower) {
    followers.remove(follower);
  }

  /** The server dies: its streams are gone. */
  synchronized void forgetFollowers() {
    followers.clear();
  }

  public synchronized int followers() {
    return followers.size();
  }

  private boolean ended() {
    return switch (run.getState()) {
      case RUN_STATE_STOPPED,
          RUN_STATE_COMPLETED,
          RUN_STATE_FAILED,
          RUN_STATE_KILLED,
          RUN_STATE_PAUSED,
          RUN_STATE_PREEMPTED ->
          true;
      default -> false;
    };
  }

  private static void send(StreamObserver<StreamMetricsResponse> follower, RunEvent event) {
    follower.onNext(StreamMetricsResponse.newBuilder().setEvent(event).build());
  }
}
