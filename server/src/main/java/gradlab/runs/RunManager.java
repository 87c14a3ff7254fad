package gradlab.runs;

import gradlab.domain.Cause;
import gradlab.domain.DeviceUse;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.GroupId;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.LimitWarned;
import gradlab.domain.RunEvent.LimitsChanged;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunId;
import gradlab.domain.RunLimits;
import gradlab.domain.RunState;
import gradlab.metrics.ServerMetrics;
import gradlab.metrics.run.WorkerSigns;
import gradlab.store.Origin;
import gradlab.store.RunLog;
import gradlab.store.RunStore;
import gradlab.store.RunView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All runs of a server: the queue, and the way to each run's owner. Thread-safe; the calls wait
 * until what they did is on disk.
 */
public final class RunManager {
  private static final Duration DISK_LOOK = Duration.ofSeconds(1);

  private final RunStore store;
  private final RunContext context;
  private final AllRuns all;
  private final RunStarts starts;
  private volatile Optional<DiskWatch> disk = Optional.empty();
  private volatile String queueHold = "";

  /** One entry for each run that was touched since the server's start; a few hundred bytes each. */
  private final ConcurrentHashMap<RunId, ManagedRun> runs = new ConcurrentHashMap<>();

  /**
   * @param spool what workers wrote while there was no server
   * @param workerEndpoint HOST:PORT where workers attach
   * @param data where the data set is at the moment
   * @param executor runs the owners' tasks, which write to disk
   */
  public RunManager(
      RunStore store,
      RunSettings settings,
      WorkerLauncher launcher,
      WorkerTokens tokens,
      WorkerSpool spool,
      String workerEndpoint,
      Supplier<WorkerData> data,
      ServerMetrics metrics,
      Executor executor,
      ScheduledExecutorService timer) {
    this.store = store;
    var slots = new SlotQueue(settings.slots(), settings.maxQueued());
    this.context =
        new RunContext(
            settings,
            launcher,
            tokens,
            spool,
            slots,
            workerEndpoint,
            data,
            metrics,
            executor,
            timer);
    this.all = new AllRuns(store, context, runs, this::run);
    this.starts = new RunStarts(store, context, runs);
    metrics.watchRuns(this::activeByState);
  }

  /**
   * Queues a run. The same (not empty) request id again answers with the same run.
   *
   * @throws InvalidRequest where the request id was used for another configuration
   * @throws gradlab.domain.GradlabException.LimitReached where the queue is full
   */
  public RunView start(RunConfig config, String requestId) {
    return start(config, requestId, Origin.FRESH);
  }

  /**
   * As above.
   *
   * @param origin what it begins with; that is on disk before the run is
   */
  public RunView start(RunConfig config, String requestId, Origin origin) {
    return startAll(List.of(new NewRun(config, requestId)), origin).get(0);
  }

  /**
   * A run that is wanted.
   *
   * @param requestId may be empty
   */
  public record NewRun(RunConfig config, String requestId) {}

  /**
   * Queues runs: all of them, or none where there is no room for all. Those that an earlier call
   * with their request id started are not started again. Otherwise as above.
   */
  public List<RunView> startAll(List<NewRun> wanted, Origin origin) {
    return starts.all(wanted, origin);
  }

  /** The run that was started with this request id; empty for the empty one. */
  public Optional<RunView> startedBy(String requestId) {
    return store.findByRequestId(requestId).map(this::view);
  }

  /**
   * The same.
   *
   * @throws InvalidRequest where that run has another configuration
   */
  public Optional<RunView> startedBy(String requestId, RunConfig config) {
    return starts.earlier(new NewRun(config, requestId));
  }

  /** An id that no group has. */
  public GroupId newGroupId(RunConfig config) {
    return store.newGroupId(RunStarts.baseName(config));
  }

  /** The group's runs, oldest first; none where there is no such group. */
  public List<RunView> inGroup(GroupId group) {
    return store.inGroup(group);
  }

  /** The newest seed groups first. */
  public List<GroupId> groups(int limit) {
    return store.groups(limit);
  }

  /**
   * Queues a new run that goes on from the end of an epoch of another.
   *
   * @param atEpoch the epoch; empty: the newest that can be gone back to
   * @param config of the new run: network and kind of optimizer are the parent's
   */
  public RunView fork(RunId parent, OptionalInt atEpoch, RunConfig config, String requestId) {
    var earlier = startedBy(requestId, config);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    return OwnerCall.await(run(parent).branch(atEpoch, branch -> start(config, requestId, branch)));
  }

  /** Checkpoint, then end. */
  public RunView stop(RunId id) {
    return stop(id, Cause.USER, "stopped by request");
  }

  /** As above, for another reason than that somebody asked for it. */
  public RunView stop(RunId id, Cause cause, String why) {
    return OwnerCall.await(run(id).end(Ending.stop(cause, why)));
  }

  /** Checkpoint, then give the slot away; it goes on when it is resumed. */
  public RunView pause(RunId id) {
    return OwnerCall.await(run(id).end(Ending.pause(Cause.USER, "paused by request")));
  }

  /** End at once; answers when the worker is gone. */
  public RunView kill(RunId id) {
    return OwnerCall.await(run(id).kill("killed by request"));
  }

  /**
   * Queues an ended run again.
   *
   * @param fromEpoch go back to the end of this epoch; empty: the newest checkpoint that is whole
   * @param limits what the run may use from now on; empty: as it was
   */
  public RunView resume(RunId id, OptionalInt fromEpoch, Optional<RunLimits> limits) {
    if (limits.isPresent()) {
      RunRules.checkResumable(view(id), fromEpoch.isPresent()); // or the run would keep them
      OwnerCall.await(run(id).record(new LimitsChanged(limits.get())));
    }
    return OwnerCall.await(run(id).resume(fromEpoch, Cause.USER));
  }

  /**
   * Queues an ended run again, until so many epochs in all are done.
   *
   * @param limits what the run may use from now on; empty: as it was
   */
  public RunView extend(RunId id, int epochs, Optional<RunLimits> limits) {
    RunRules.checkExtendable(view(id), epochs);
    if (limits.isPresent()) {
      OwnerCall.await(run(id).record(new LimitsChanged(limits.get())));
    }
    return OwnerCall.await(run(id).extend(epochs));
  }

  /** Queues an evaluation of the test split; {@code now}: without waiting for a slot. */
  public RunView evaluate(RunId id, boolean now) {
    return OwnerCall.await(run(id).evaluate(now));
  }

  /** Deletes an ended run with all its files. */
  public void delete(RunId id) {
    OwnerCall.await(run(id).quiesce());
    runs.remove(id);
    context.metrics().runs().forget(id);
    store.delete(id);
  }

  public RunView view(RunId id) {
    return store.view(id).orElseThrow(() -> noSuchRun(id));
  }

  public Optional<RunView> find(RunId id) {
    return store.view(id);
  }

  public RunLog log(RunId id) {
    return store.find(id).orElseThrow(() -> noSuchRun(id));
  }

  /** Newest first. */
  public List<RunView> list(
      int limit, Optional<String> afterToken, java.util.Set<RunState> states) {
    return store.list(limit, afterToken, states);
  }

  /** 1-based; 0 when not queued. */
  public int queuePosition(RunId id) {
    return context.slots().position(id);
  }

  /** Runs whose worker holds a slot. */
  public List<RunView> atWork() {
    return active(RunState::atWork);
  }

  /** Runs that wait for a slot. */
  public List<RunView> queued() {
    return active(state -> state == RunState.QUEUED);
  }

  private List<RunView> active(Predicate<RunState> wanted) {
    return runs.entrySet().stream()
        .filter(run -> wanted.test(run.getValue().state()))
        .flatMap(run -> store.view(run.getKey()).stream())
        .toList();
  }

  /** What all runs have used up to now, also those deleted since. */
  public DeviceUse use(Instant now) {
    var use =
        store.use(); // first: a run that ends in between is missed for once, not counted twice
    for (var view : atWork()) {
      use = use.plus(view.spending().underWay(now));
    }
    return use;
  }

  /** Puts something worth knowing on the run's record. */
  public void note(RunId id, boolean warning, String text) {
    OwnerCall.await(run(id).record(new Noted(warning, text)));
  }

  /** Puts on record that most of a limit is used, once for each limit and value. */
  public void warn(RunId id, LimitWarned warning) {
    if (!view(id).spending().warned().contains(warning.limit())) {
      OwnerCall.await(run(id).record(warning));
    }
  }

  /** No run gets a slot any more, until the next start of a server; {@code why} is for people. */
  public void holdQueue(String why) {
    queueHold = why;
    context.slots().hold(SlotQueue.Hold.BUDGET);
  }

  /** Why no run gets a slot; empty where they do. */
  public String queueHold() {
    return queueHold;
  }

  /** Runs that wait for a slot, without looking at them. */
  public int queueLength() {
    return context.slots().length();
  }

  /** Slots in use; may be more than there are where workers outlived a server with more. */
  public int slotsInUse() {
    return context.slots().inUse();
  }

  /** Runs that have not ended, by state. */
  public Map<RunState, Integer> activeByState() {
    var counts = new EnumMap<RunState, Integer>(RunState.class);
    for (var state : RunState.values()) {
      if (!state.ended()) {
        counts.put(state, 0);
      }
    }
    runs.values().forEach(run -> counts.computeIfPresent(run.state(), (s, n) -> n + 1));
    return counts;
  }

  public RunSettings settings() {
    return context.settings();
  }

  // What workers do; none of these waits.

  public void attach(RunId id, WorkerLink link, int attempt, boolean reattached) {
    run(id).attach(link, attempt, reattached);
  }

  public void reportsArrived(RunId id, WorkerLink link) {
    run(id).reportsArrived(link);
  }

  public void detached(RunId id, WorkerLink link) {
    run(id).detached(link);
  }

  /** It lives, and says how it does. */
  public void alive(RunId id, WorkerSigns signs) {
    context.metrics().runs().alive(id, signs);
  }

  /** The worker did not keep to the protocol: it gets the error, and may attach again. */
  public void broken(RunId id, WorkerLink link, RuntimeException error) {
    context.metrics().countProtocolError();
    run(id).broken(link, error);
  }

  // What happens to all runs at once: see AllRuns.

  public void recover() {
    all.recover();
  }

  /** Interrupts every run with a checkpoint: they go on at the next start of a server. */
  public void shutDown() {
    preemptAll(Cause.SERVER, "the server was shut down; goes on at its next start");
  }

  /** As above, for another reason. */
  public void preemptAll(Cause cause, String why) {
    all.preempt(cause, why);
  }

  /** Starts no more workers and leaves those there are to the next server. */
  public void leaveWorkers() {
    context.slots().close();
  }

  /**
   * Watches the disk of the state directory: see {@link DiskWatch}.
   *
   * @param leastFree bytes; 0: does not watch
   */
  public void watchDisk(Path stateDirectory, long leastFree) {
    var watch = new DiskWatch(stateDirectory, leastFree, all);
    disk = Optional.of(watch);
    context.every(DISK_LOOK, watch::look);
  }

  /** What is wrong with the disk, for people; empty while there is room. */
  public Optional<String> diskProblem() {
    return disk.flatMap(DiskWatch::problem);
  }

  private ManagedRun run(RunId id) {
    var known = runs.get(id);
    return known != null
        ? known
        : runs.computeIfAbsent(id, missing -> new ManagedRun(log(missing), context));
  }

  private static NotFound noSuchRun(RunId id) {
    return new NotFound("there is no run %s; `runs` lists those there are".formatted(id));
  }
}
