package gradlab.runs;

import gradlab.domain.Cause;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.store.RunStore;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to all runs of a server at once: its start, its end, a full disk. Thread-safe. */
final class AllRuns implements DiskWatch.Runs {
  private static final Logger LOGGER = LoggerFactory.getLogger(AllRuns.class);
  private static final long KILLED_END_MILLIS = 5_000;

  private final RunStore store;
  private final RunContext context;
  private final Map<RunId, ManagedRun> touched;
  private final Function<RunId, ManagedRun> run;

  /**
   * @param touched the runs that are or were at work since the server's start
   * @param run any run
   */
  AllRuns(
      RunStore store,
      RunContext context,
      Map<RunId, ManagedRun> touched,
      Function<RunId, ManagedRun> run) {
    this.store = store;
    this.context = context;
    this.touched = touched;
    this.run = run;
  }

  /** Takes up what an earlier server left unfinished or had to interrupt, oldest first. */
  void recover() {
    for (var id : store.unfinished()) {
      LOGGER.info("run {}: unfinished, taken up again", id);
      OwnerCall.await(run.apply(id).recover());
    }
    for (var id : store.inState(RunState.PREEMPTED)) {
      resume(id, Cause.SERVER);
    }
    context.tokens().open();
  }

  /** A run that cannot be resumed must not keep the server from starting, or the others. */
  private void resume(RunId id, Cause cause) {
    try {
      OwnerCall.await(run.apply(id).resume(OptionalInt.empty(), cause));
    } catch (RuntimeException e) {
      LOGGER.warn("run {} is not resumed: {}", id, e.toString());
    }
  }

  /**
   * Interrupts every run with a checkpoint: they go on at the next start of a server. Kills what
   * does not end in time. Queued runs stay so, and no more are started.
   *
   * @param why for people
   */
  void preempt(Cause cause, String why) {
    context.slots().close();
    var ending = Ending.preempt(cause, why);
    var ended =
        CompletableFuture.allOf(
            touched.values().stream()
                .map(each -> each.shutDown(ending))
                .toArray(CompletableFuture[]::new));
    long grace = context.settings().stopGrace().toMillis();
    if (!within(grace, ended)) {
      LOGGER.warn("workers still live after {} ms: killed", grace);
      var killed = "%s; the worker did not stop within %d s".formatted(why, grace / 1000);
      touched.values().forEach(each -> each.killNow(cause, killed));
      within(KILLED_END_MILLIS, ended);
    }
  }

  private static boolean within(long millis, CompletableFuture<Void> all) {
    try {
      all.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      LOGGER.error("a run could not be stopped", e.getCause());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void pauseAll(Cause cause, String why) {
    context.slots().hold(SlotQueue.Hold.FULL_DISK);
    var ending = Ending.pause(cause, why);
    touched.values().forEach(each -> each.shutDown(ending));
  }

  @Override
  public boolean goOn(Cause cause) {
    boolean stillPausing =
        touched.values().stream()
            .map(ManagedRun::view)
            .anyMatch(view -> view.state() == RunState.PAUSING && view.cause() == cause);
    for (var id : store.inState(RunState.PAUSED)) {
      if (store.view(id).filter(view -> view.cause() == cause).isPresent()) {
        resume(id, cause);
      }
    }
    context.slots().letGo(SlotQueue.Hold.FULL_DISK);
    return !stillPausing;
  }
}
