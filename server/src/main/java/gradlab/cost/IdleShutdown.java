package gradlab.cost;

import gradlab.runs.RunManager;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a command when nothing has gone on for long: no run, no client. One that fails is run again
 * after as long a time; one that succeeds not before something has gone on in between. {@link
 * #tick} is to be called about twice a second, by one thread.
 */
public final class IdleShutdown {
  private static final Logger LOGGER = LoggerFactory.getLogger(IdleShutdown.class);

  private final Activity activity;
  private final BooleanSupplier busy;
  private final Duration after;
  private final Function<String, CompletableFuture<CommandResult>> shell;
  private final String command;

  // guarded by this
  private Optional<CompletableFuture<CommandResult>> running = Optional.empty();
  private String lastResult = "";
  private boolean done;

  /**
   * @param busy whether a run goes on
   * @param shell runs a command, and completes when it has ended
   */
  IdleShutdown(
      Activity activity,
      BooleanSupplier busy,
      CostSettings.Idle settings,
      Function<String, CompletableFuture<CommandResult>> shell) {
    this.activity = activity;
    this.busy = busy;
    this.after = settings.after();
    this.command = settings.command();
    this.shell = shell;
  }

  public IdleShutdown(
      Activity activity, RunManager runs, CostSettings.Idle settings, ShellCommands shell) {
    this(activity, () -> isBusy(runs), settings, shell::run);
  }

  /** Runs that wait behind a used up budget will not start however long the machine is on. */
  private static boolean isBusy(RunManager runs) {
    return !runs.atWork().isEmpty() || (runs.queueHold().isEmpty() && !runs.queued().isEmpty());
  }

  public Duration after() {
    return after;
  }

  /** For so long nothing has gone on; 0 while something does. */
  public synchronized Duration idle() {
    return busy.getAsBoolean() ? Duration.ZERO : Duration.ofNanos(activity.idleNanos());
  }

  /** Until the command is run; empty while something goes on, and when the command was run. */
  public synchronized Optional<Duration> shutdownIn() {
    var idle = idle();
    if (idle.isZero() || done || running.isPresent()) {
      return Optional.empty();
    }
    var left = after.minus(idle);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /** How the command ended when it was last run, for people; empty before that. */
  public synchronized String lastResult() {
    return running.isPresent() ? "the idle command is running" : lastResult;
  }

  /** Looks at the clock. */
  public synchronized void tick() {
    if (busy.getAsBoolean()) {
      activity.now();
    }
    var idle = Duration.ofNanos(activity.idleNanos());
    if (running.isPresent()) {
      running.filter(CompletableFuture::isDone).ifPresent(this::ended);
    } else if (done) {
      done = idle.compareTo(after) >= 0; // else something has gone on: all begins anew
    } else if (idle.compareTo(after) >= 0) {
      LOGGER.info("idle for {}: running the idle command", Words.duration(idle));
      running = Optional.of(shell.apply(command));
    }
  }

  private void ended(CompletableFuture<CommandResult> command) {
    var result = command.join();
    running = Optional.empty();
    done = result.succeeded();
    if (done) {
      LOGGER.info("the idle command {}", result.inWords());
      lastResult = "the idle command " + result.inWords();
    } else {
      activity.now(); // as if something had gone on: that is when it is tried again
      lastResult =
          "the idle command %s; tried again after %s"
              .formatted(result.inWords(), Words.duration(after));
      LOGGER.warn("{}", lastResult);
    }
  }
}
