package gradlab.rpc;

import gradlab.artifacts.ArtifactLimits;
import gradlab.artifacts.ArtifactStore;
import gradlab.cost.CostControl;
import gradlab.cost.CostSettings;
import gradlab.domain.RunId;
import gradlab.experiments.sweep.Sweeps;
import gradlab.metrics.ServerMetrics;
import gradlab.runs.ConnectionFile;
import gradlab.runs.ImportedRuns;
import gradlab.runs.RunManager;
import gradlab.runs.RunSettings;
import gradlab.runs.WorkerData;
import gradlab.runs.WorkerExit;
import gradlab.runs.WorkerLauncher;
import gradlab.runs.WorkerProcess;
import gradlab.runs.WorkerTokens;
import gradlab.store.RunStore;
import gradlab.store.SweepFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The services with a real store and worker processes that are only pretended. */
final class ServiceHarness implements AutoCloseable {
  final ServerMetrics metrics = new ServerMetrics();
  final WorkerTokens tokens = new WorkerTokens();
  final LinkedBlockingQueue<PretendedWorker> launched = new LinkedBlockingQueue<>(100);
  final RunStore store;
  final RunManager runs;
  final MetricsStreams streams;
  final ArtifactStore artifacts;
  final TrainingServiceImpl training;
  final Groups groups;
  final SweepFiles sweepFiles;
  final Sweeps sweeps;
  final SweepCalls sweepCalls;
  final Comparisons comparisons;
  final Imports imports;
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  ServiceHarness(Path state) {
    this(state, OptionalDouble.empty());
  }

  ServiceHarness(Path state, OptionalDouble pricePerHour) {
    store = RunStore.open(state, pricePerHour);
    var settings =
        new RunSettings(
            1,
            5,
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10));
    runs =
        new RunManager(
            store,
            settings,
            new PretendingLauncher(),
            tokens,
            new SpoolReader(),
            "127.0.0.1:1",
            () -> new WorkerData("sample", ""),
            metrics,
            executor,
            timer);
    runs.recover();
    streams =
        new MetricsStreams(
            new StreamSettings(Duration.ofSeconds(10), 300, 64), executor, timer, metrics);
    artifacts = ArtifactStore.open(state, ArtifactLimits.DEFAULT, Clock.systemUTC());
    var data = new SampleData();
    var cost = new CostControl(runs, CostSettings.NONE, Clock.systemUTC());
    var starts = new Starts(runs, data, artifacts, cost, 0);
    sweepFiles = new SweepFiles(state);
    sweeps = new Sweeps(runs, sweepFiles, starts, Clock.systemUTC());
    sweepCalls = new SweepCalls(runs, sweeps, starts, pricePerHour);
    training = new TrainingServiceImpl(runs, data, streams, artifacts, cost, starts, sweeps);
    groups = new Groups(runs, starts);
    comparisons = new Comparisons(runs, groups);
    imports = new Imports(new ImportedRuns(store));
  }

  PretendedWorker nextWorker() throws InterruptedException {
    var worker = launched.poll(10, TimeUnit.SECONDS);
    if (worker == null) {
      throw new AssertionError("no worker was launched");
    }
    return worker;
  }

  @Override
  public void close() {
    launched.forEach(PretendedWorker::kill);
    executor.shutdownNow();
    timer.shutdownNow();
    store.close();
    metrics.close();
  }

  /** Ends when it is told to. */
  record PretendedWorker(Path directory, CompletableFuture<WorkerExit> onExit)
      implements WorkerProcess {
    @Override
    public void kill() {
      onExit.complete(WorkerExit.ofCode(137));
    }

    ConnectionFile connection() throws Exception {
      return ConnectionFile.read(directory).orElseThrow();
    }

    RunId run() throws Exception {
      return connection().runId();
    }
  }

  private final class PretendingLauncher implements WorkerLauncher {
    @Override
    public WorkerProcess launch(Path runDirectory) {
      var worker = new PretendedWorker(runDirectory, new CompletableFuture<>());
      launched.add(worker);
      return worker;
    }

    @Override
    public Optional<WorkerProcess> find(Path runDirectory) {
      return Optional.empty();
    }

    @Override
    public String lastOutput(Path runDirectory) {
      return "";
    }
  }

  private static final class SampleData implements Datasets {
    private static final DatasetState STATE =
        new DatasetState("sample", "", 2_000, 1_900, 500, true, "the sample");

    @Override
    public DatasetState check() {
      return STATE;
    }

    @Override
    public DatasetState inspect() {
      return STATE;
    }

    @Override
    public DatasetState prepare(Progress progress) {
      return STATE;
    }

    @Override
    public DatasetState verify(Progress progress) {
      return STATE;
    }
  }
}
