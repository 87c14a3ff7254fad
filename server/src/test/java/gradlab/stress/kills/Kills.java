package gradlab.stress.kills;

import gradlab.stress.ServerUnderTest;
import gradlab.v1.RunState;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs at work, and kill -9 of workers and of their server at random moments. After each death the
 * server is started again, what ended is resumed, and every promise is looked at.
 */
final class Kills implements AutoCloseable {
  private static final long FINISH_MINUTES = 5;
  private static final long QUIET_SECONDS = 10;
  private static final int SOME_EVENTS = 15;

  private final Path state;
  private final Path scratch;
  private final Workload workload;
  private final SplittableRandom random;
  private final PrintStream out;
  private final List<FollowedRun> runs = new ArrayList<>();
  private final List<ServerUnderTest> servers = new ArrayList<>();
  private volatile ServerUnderTest server;
  private int workersKilled;
  private int serversKilled;
  private int completed;
  private int resumes;
  private long shown;

  Kills(Path root, Workload workload, long seed, PrintStream out) throws Exception {
    this.state = root.resolve("state");
    this.scratch = root.resolve("scratch");
    this.workload = workload;
    this.random = new SplittableRandom(seed);
    this.out = out;
    this.server = start();
  }

  private ServerUnderTest start() throws Exception {
    var started =
        ServerUnderTest.start(
            state, workload.workerMain(), "--slots", Integer.toString(workload.slots()));
    servers.add(started);
    return started;
  }

  /** AssertionError where a promise is broken; says at which death. */
  void run(int kills) throws Exception {
    for (int i = 0; i < workload.slots(); i++) {
      begin();
    }
    for (int n = 1; n <= kills; n++) {
      try {
        if (random.nextBoolean()) {
          awaitProgress(); // else most would die before their first step
        }
        pause(random.nextInt(workload.longestWaitMillis()));
        kill();
        goOn();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("at death %d: %s".formatted(n, e.getMessage()), e);
      }
    }
    finish();
    server.close();
    checkOrphans();
    out.printf(
        "killed: %d workers, %d servers; resumed %d times; %d runs completed; %d events shown%n",
        workersKilled, serversKilled, resumes, completed, shown);
  }

  private void begin() {
    runs.add(new FollowedRun(() -> server, workload.start(), state, scratch));
  }

  private void kill() throws Exception {
    int kind = random.nextInt(100);
    boolean workerFirst = random.nextBoolean();
    if (kind < 50) {
      killWorker();
    } else if (kind < 80) {
      killServer();
    } else if (workerFirst) {
      killWorker();
      killServer();
    } else {
      server.kill();
      killWorker();
      pause(random.nextInt(500));
      serversKilled++;
      server = start();
    }
  }

  private void killServer() throws Exception {
    server.kill();
    serversKilled++;
    pause(random.nextInt(500)); // the workers go on alone
    server = start();
  }

  /** One of those that live; nobody where none does. */
  private void killWorker() throws Exception {
    int first = random.nextInt(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      var victim = runs.get((first + i) % runs.size());
      var worker = WorkerPids.living(victim.directory());
      if (worker.isPresent() && worker.get().destroyForcibly()) {
        workersKilled++;
        return;
      }
    }
  }

  /** Waits until a reader is shown something new, or nothing happens for a while. */
  private void awaitProgress() {
    long before = runs.stream().mapToLong(FollowedRun::shown).sum();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(QUIET_SECONDS);
    while (runs.stream().mapToLong(FollowedRun::shown).sum() < before + SOME_EVENTS
        && System.nanoTime() < end) {
      pause(5);
    }
  }

  private void goOn() throws Exception {
    for (var run : List.copyOf(runs)) {
      run.goOn();
      run.check(workload.expected());
      if (run.get().getState() == RunState.RUN_STATE_COMPLETED) {
        end(run);
        begin();
      }
    }
  }

  private void end(FollowedRun run) throws Exception {
    run.awaitReaders();
    run.check(workload.expected());
    run.close();
    resumes += run.resumes();
    shown += run.shown();
    completed++;
    runs.remove(run);
  }

  /** Nobody is killed any more: every run gets to its end. */
  private void finish() throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(FINISH_MINUTES);
    while (!runs.isEmpty()) {
      for (var run : List.copyOf(runs)) {
        run.goOn();
        if (run.get().getState() == RunState.RUN_STATE_COMPLETED) {
          end(run);
        }
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "left alone for %d minutes, these have not completed: %s"
                .formatted(FINISH_MINUTES, runs.stream().map(FollowedRun::id).toList()));
      }
      pause(50);
    }
  }

  private void checkOrphans() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!WorkerPids.all(state).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("workers outlived the last server: " + WorkerPids.all(state));
      }
      pause(50);
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Leaves no process, also after a failure. */
  @Override
  public void close() {
    runs.forEach(FollowedRun::close);
    if (server.isAlive()) {
      server.kill();
    }
    servers.forEach(ServerUnderTest::disconnect);
    WorkerPids.all(state).forEach(ProcessHandle::destroyForcibly);
  }
}
