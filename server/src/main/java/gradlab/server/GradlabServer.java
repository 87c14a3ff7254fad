package gradlab.server;

import gradlab.artifacts.ArtifactLimits;
import gradlab.artifacts.ArtifactStore;
import gradlab.cost.Activity;
import gradlab.cost.CostControl;
import gradlab.cost.CostSettings;
import gradlab.cost.GceNotice;
import gradlab.cost.IdleShutdown;
import gradlab.cost.ShellCommands;
import gradlab.domain.GradlabException;
import gradlab.experiments.sweep.Sweeps;
import gradlab.metrics.MetricsEndpoint;
import gradlab.metrics.ServerMetrics;
import gradlab.rpc.AccessServiceImpl;
import gradlab.rpc.ActivityInterceptor;
import gradlab.rpc.CallMetricsInterceptor;
import gradlab.rpc.CostInfo;
import gradlab.rpc.ExperimentServiceImpl;
import gradlab.rpc.MetricsStreams;
import gradlab.rpc.ServerFacts;
import gradlab.rpc.ServerServiceImpl;
import gradlab.rpc.SpoolReader;
import gradlab.rpc.Starts;
import gradlab.rpc.TrainingServiceImpl;
import gradlab.rpc.WorkerAuth;
import gradlab.rpc.WorkerServiceImpl;
import gradlab.rpc.access.AccessInterceptor;
import gradlab.runs.ImportedRuns;
import gradlab.runs.LocalWorkerLauncher;
import gradlab.runs.RunManager;
import gradlab.runs.WorkerTokens;
import gradlab.store.RunStore;
import gradlab.store.SweepFiles;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A running server: everything is made here, by constructors, and closed in reverse order. */
final class GradlabServer implements AutoCloseable {
  private static final int RPC_THREADS = 8;
  private static final int OWNER_THREADS = 4;
  private static final int STREAM_THREADS = 2;
  private static final long COST_TICK_MILLIS = 500;
  private static final long SWEEP_TICK_MILLIS = 1_000;
  private static final Duration IDLE_COMMAND_LIMIT = Duration.ofMinutes(5);
  private static final long STREAMS_GRACE_MILLIS = 1_000;

  private final Closing closing = new Closing();
  private final InetSocketAddress grpc;
  private final InetSocketAddress metricsPage;
  private final List<MethodDescriptor<?, ?>> methods;
  private final List<String> announcement;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Starts; when this returns the server answers.
   *
   * @throws StartFailure where it cannot; nothing is left open then
   */
  GradlabServer(ServerSettings settings) {
    try {
      var metrics = closing.add("metrics", new ServerMetrics(settings.metrics()));
      var store = closing.add("store", openStore(settings));
      store.onSync(metrics::countSync);
      var access = new ServerAccess(settings);
      var datasets = new DatasetFiles(settings.dataDirectory(), settings.environment());
      var timer = Threads.timer("timer", closing);
      var owners = Threads.pool("runs", OWNER_THREADS, closing);

      // The workers' port must be known before the first worker is launched or taken up, and the
      // service needs the runs: so it is bound with a reference that is set before any token is.
      var tokens = new WorkerTokens();
      var manager = new AtomicReference<RunManager>();
      var workers = startWorkerServer(tokens, manager, metrics);
      var runs =
          new RunManager(
              store,
              settings.runs(),
              new LocalWorkerLauncher(settings.workerMain(), settings.runs().slots()),
              tokens,
              new SpoolReader(),
              HostPort.text(addressOf(workers)),
              datasets::forWorker,
              metrics,
              owners,
              timer);
      manager.set(runs);
      Runnable endRuns = settings.keepWorkers() ? runs::leaveWorkers : runs::shutDown;
      closing.add("workers", endRuns::run);
      var activity = new Activity(System::nanoTime);
      var cost = new CostControl(runs, settings.cost(), Clock.systemUTC());
      cost.tick(); // before anything is resumed: the budget may be used up
      runs.recover();
      runs.watchDisk(settings.stateDirectory(), settings.leastFreeBytes());
      ServerGauges.start(settings, metrics, runs, cost, closing);

      var streams =
          new MetricsStreams(
              settings.streams(), Threads.pool("streams", STREAM_THREADS, closing), timer, metrics);
      var health = new HealthStatusManager();
      var path = CpuComputePath.ofThisMachine();
      var facts =
          new ServerFacts(
              Instant.now(),
              settings.stateDirectory(),
              Machine.cpuModel(),
              Machine.memoryBytes(),
              Machine.threads(),
              path.name(),
              path.note(),
              GrpcServers.MAX_MESSAGE_BYTES);
      var artifacts =
          ArtifactStore.open(settings.stateDirectory(), ArtifactLimits.DEFAULT, Clock.systemUTC());
      long workerBytes = facts.memoryBytes() / settings.runs().slots();
      var starts = new Starts(runs, datasets, artifacts, cost, workerBytes);
      var sweeps =
          new Sweeps(runs, new SweepFiles(settings.stateDirectory()), starts, Clock.systemUTC());
      Threads.timer("sweeps", closing)
          .scheduleWithFixedDelay(sweeps::tick, 0, SWEEP_TICK_MILLIS, TimeUnit.MILLISECONDS);
      List<BindableService> services =
          List.of(
              new TrainingServiceImpl(runs, datasets, streams, artifacts, cost, starts, sweeps),
              new ExperimentServiceImpl(
                  runs, starts, sweeps, cost.pricePerHour(), new ImportedRuns(store)),
              new ServerServiceImpl(
                  facts,
                  runs,
                  datasets,
                  streams,
                  watchCost(settings, runs, cost, activity),
                  Threads.pool("dataset", 1, closing)),
              new AccessServiceImpl(access.tokens(), AccessInterceptor.CALLER::get),
              health.getHealthService(),
              ProtoReflectionServiceV1.newInstance());
      var api =
          GrpcServers.start(
              settings.listen(),
              Threads.pool("rpc", RPC_THREADS, closing),
              services,
              // the last is called first: a call that is refused is no activity
              List.of(
                  new ActivityInterceptor(activity),
                  new AccessInterceptor(access.admission(), metrics),
                  new CallMetricsInterceptor(metrics.grpc())),
              access.sslContext());
      closing.add("streams", streams::close);
      closing.add("api", () -> GrpcServers.stop(api, STREAMS_GRACE_MILLIS));
      // First of all in closing: no new calls, then the workers' checkpoints, which streams show.
      closing.add(
          "runs",
          () -> {
            health.enterTerminalState();
            api.shutdown();
            endRuns.run();
          });
      // both as they were asked for: the socket of 0.0.0.0 says [::]
      grpc = new InetSocketAddress(settings.listen().getAddress(), api.getPort());
      var page = closing.add("metrics page", startMetricsPage(settings, metrics));
      metricsPage =
          new InetSocketAddress(settings.metricsListen().getAddress(), page.address().getPort());
      methods =
          api.getServices().stream()
              .flatMap(service -> service.getMethods().stream())
              .<MethodDescriptor<?, ?>>map(ServerMethodDefinition::getMethodDescriptor)
              .toList();
      announcement = access.opened(grpc, timer, closing);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  InetSocketAddress grpc() {
    return grpc;
  }

  InetSocketAddress metricsPage() {
    return metricsPage;
  }

  /** Lines for the user, before anything else: how clients get in. */
  List<String> announcement() {
    return announcement;
  }

  /** Every RPC that is served. */
  List<MethodDescriptor<?, ?>> methods() {
    return methods;
  }

  @Override
  public void close() {
    closing.close();
  }

  /** Returns when the server is to end by itself: the machine goes away. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Starts what looks at limits, at idleness and at the machine's end. */
  private CostInfo watchCost(
      ServerSettings settings, RunManager runs, CostControl cost, Activity activity) {
    var idle = settings.cost().idle().map(i -> idleShutdown(settings, runs, i, activity));
    Threads.timer("cost", closing)
        .scheduleWithFixedDelay(
            () -> {
              cost.tick();
              idle.ifPresent(IdleShutdown::tick);
            },
            COST_TICK_MILLIS,
            COST_TICK_MILLIS,
            TimeUnit.MILLISECONDS);
    settings.cost().metadata().ifPresent(uri -> awaitNotice(uri, runs));
    return new CostInfo(cost, idle, settings.cost().metadata().isPresent() ? "gce" : "none");
  }

  private IdleShutdown idleShutdown(
      ServerSettings settings, RunManager runs, CostSettings.Idle idle, Activity activity) {
    var shell =
        new ShellCommands(
            settings.stateDirectory().resolve("idle-command.log"),
            IDLE_COMMAND_LIMIT,
            Threads.pool("idle", 1, closing));
    return new IdleShutdown(activity, runs, idle, shell);
  }

  private void awaitNotice(URI metadata, RunManager runs) {
    var onNotice = new OnNotice(runs, ended::countDown);
    closing
        .add(
            "preemption notice",
            new GceNotice(metadata, onNotice, Threads.pool("notice", 2, closing)))
        .open();
  }

  private static RunStore openStore(ServerSettings settings) {
    try {
      return RunStore.open(settings.stateDirectory(), settings.cost().pricePerHour());
    } catch (GradlabException | UncheckedIOException e) {
      throw new StartFailure(e.getMessage(), e);
    }
  }

  private Server startWorkerServer(
      WorkerTokens tokens, AtomicReference<RunManager> manager, ServerMetrics metrics) {
    var server =
        GrpcServers.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Threads.pool("worker-rpc", 2, closing),
            List.of(new WorkerServiceImpl(manager::get)),
            List.of(new WorkerAuth(tokens), new CallMetricsInterceptor(metrics.grpc())),
            Optional.empty()); // never leaves loopback; each run has a token of its own
    closing.add("worker service", () -> GrpcServers.stop(server, 0));
    return server;
  }

  private static MetricsEndpoint startMetricsPage(ServerSettings settings, ServerMetrics metrics) {
    try {
      return new MetricsEndpoint(
          settings.metricsListen(), metrics, settings.access().metricsToken());
    } catch (IOException e) {
      throw new StartFailure(
          "cannot listen on %s for metrics: %s; choose another with --metrics-listen"
              .formatted(HostPort.text(settings.metricsListen()), e.getMessage()),
          e);
    }
  }

  private static InetSocketAddress addressOf(Server server) {
    return (InetSocketAddress) server.getListenSockets().get(0);
  }
}
