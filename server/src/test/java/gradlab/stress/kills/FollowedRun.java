package gradlab.stress.kills;

import gradlab.store.StoredEvent;
import gradlab.stress.ServerUnderTest;
import gradlab.v1.GetRunRequest;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A run, its two readers, and what must hold of it. */
final class FollowedRun implements AutoCloseable {
  /** How long a run may be shown at work without a worker: a dead one must be noticed. */
  private static final long GRACE_SECONDS = 30;

  private static final long CATCH_UP_SECONDS = 30;

  private final Supplier<ServerUnderTest> server;
  private final String id;
  private final Path directory;
  private final Path scratch;
  private final Shown shown = new Shown();
  private final List<Follower> followers;
  private int resumes;

  FollowedRun(Supplier<ServerUnderTest> server, StartRunRequest start, Path state, Path scratch) {
    this.server = server;
    this.id = server.get().training().startRun(start).getRun().getRunId();
    this.directory = state.resolve("runs").resolve(id);
    this.scratch = scratch;
    this.followers =
        List.of(new Follower(server, id, shown, false), new Follower(server, id, shown, true));
  }

  String id() {
    return id;
  }

  Path directory() {
    return directory;
  }

  int resumes() {
    return resumes;
  }

  long shown() {
    return shown.events().size();
  }

  Run get() {
    return server.get().training().getRun(GetRunRequest.newBuilder().setRunId(id).build()).getRun();
  }

  /**
   * Waits until what is said of the run is true: that it waits, has ended, or that a worker lives.
   *
   * @return its state then
   */
  RunState settled() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    while (true) {
      var run = get();
      boolean quiet =
          switch (run.getState()) {
            case RUN_STATE_QUEUED,
                RUN_STATE_COMPLETED,
                RUN_STATE_STOPPED,
                RUN_STATE_FAILED,
                RUN_STATE_KILLED,
                RUN_STATE_PAUSED,
                RUN_STATE_PREEMPTED ->
                true;
            case RUN_STATE_STARTING,
                RUN_STATE_RUNNING,
                RUN_STATE_STOPPING,
                RUN_STATE_PAUSING,
                RUN_STATE_LOST ->
                false;
            case RUN_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new AssertionError(id + " is in no state: " + run.getState());
          };
      if (quiet || WorkerPids.living(directory).isPresent()) {
        return run.getState();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "%s is shown %s (%s), but for %d s no worker of it lives"
                .formatted(id, run.getState(), run.getStateReason(), GRACE_SECONDS));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Resumes it if it has ended unfinished. */
  void goOn() throws IOException {
    switch (settled()) {
      case RUN_STATE_STOPPED,
          RUN_STATE_FAILED,
          RUN_STATE_KILLED,
          RUN_STATE_PAUSED,
          RUN_STATE_PREEMPTED ->
          resume();
      case RUN_STATE_QUEUED,
          RUN_STATE_COMPLETED,
          RUN_STATE_STARTING,
          RUN_STATE_RUNNING,
          RUN_STATE_STOPPING,
          RUN_STATE_PAUSING,
          RUN_STATE_LOST,
          RUN_STATE_UNSPECIFIED,
          UNRECOGNIZED -> {}
    }
  }

  private void resume() {
    try {
      server.get().training().resumeRun(ResumeRunRequest.newBuilder().setRunId(id).build());
      resumes++;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.FAILED_PRECONDITION) {
        throw e;
      }
      // the server has resumed it itself meanwhile
    }
  }

  /** What is on record now. */
  long check(Consumer<StoredEvent> expected) throws IOException {
    var broken = shown.broken();
    if (!broken.isEmpty()) {
      throw new AssertionError(id + ": " + broken);
    }
    try {
      // the readers' first: what is shown after the log was read need not be in it
      var before = new Shown();
      shown.events().values().forEach(before::add);
      var log = LogRules.read(directory, scratch);
      var rules = new LogRules(expected);
      rules.check(log);
      LogRules.checkShown(before, log);
      return rules.steps();
    } catch (AssertionError e) {
      throw new AssertionError(id + ": " + e.getMessage(), e);
    }
  }

  /** Waits until the readers were shown everything. */
  void awaitReaders() {
    long last = get().getLastSeq();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CATCH_UP_SECONDS);
    while (shown.lastSeq() < last) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "%s: the readers were shown %d of %d events".formatted(id, shown.lastSeq(), last));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() {
    followers.forEach(Follower::close);
  }
}
