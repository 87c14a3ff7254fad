package gradlab.grafana.live;

import gradlab.stress.ServerUnderTest;
import gradlab.v1.GetRunRequest;
import gradlab.v1.RunConfig;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.TrainingServiceGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Something to watch: a server with a budget and a GPU that nvidia-smi's recorded words pretend, a
 * healthy and a broken network that train side by side, and a run that fails for a loss that is no
 * number. A client follows the healthy one.
 */
public final class Scenario implements AutoCloseable {
  /** Of which the networks in it are made. */
  public enum Size {
    /** Seconds an epoch on one busy core. */
    SMALL(8, 30, 90, 10, 20, 10_000),
    /** The course's width, for pictures. */
    COURSE(32, 100, 1_900, 50, 500, 150);

    private final int filters;
    private final int healthyBatch;
    private final int healthyImages;
    private final int brokenBatch;
    private final int brokenImages;
    private final int epochs;

    Size(
        int filters,
        int healthyBatch,
        int healthyImages,
        int brokenBatch,
        int brokenImages,
        int epochs) {
      this.filters = filters;
      this.healthyBatch = healthyBatch;
      this.healthyImages = healthyImages;
      this.brokenBatch = brokenBatch;
      this.brokenImages = brokenImages;
      this.epochs = epochs;
    }
  }

  /** Two cards: one at work, one that does not tell everything. */
  private static final String NVIDIA_SMI =
      """
      #!/bin/sh
      n=$(date +%S)
      echo "0, GPU-8f2c1d7e-3b1f, 535.104.05, 8${n#?}, 9${n}4, 15360, 7${n#?}, 66.${n}, Tesla T4"
      echo "1, GPU-11aa22bb-6c0d, 535.104.05, [N/A], 3, 15360, 41, [Not Supported], Tesla T4"
      """;

  private final ServerUnderTest server;
  public final String healthy;
  public final String broken;
  public final String failed;

  public Scenario(Path folder, Size size) throws Exception {
    Path programs = Files.createDirectories(folder.resolve("bin"));
    Path nvidiaSmi = Files.writeString(programs.resolve("nvidia-smi"), NVIDIA_SMI);
    if (!nvidiaSmi.toFile().setExecutable(true)) {
      throw new IOException(nvidiaSmi + " cannot be made executable");
    }
    server =
        ServerUnderTest.start(
            folder.resolve("state"),
            ServerUnderTest.REAL_WORKER,
            Map.of("PATH", programs + ":" + System.getenv("PATH"), "OMP_NUM_THREADS", "1"),
            "--slots=3",
            "--price-per-hour=3600",
            "--budget=100000");
    try {
      failed = start(failing(size));
      healthy = start(healthy(size));
      broken = start(broken(size));
      follow(healthy);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static RunConfig.Builder common(String network, Size size) {
    var config = RunConfig.newBuilder().putTags("seed_group", "plain").setName("");
    config.getNetworkBuilder().setNetwork(network).setFilters(size.filters);
    config
        .getTrainingBuilder()
        .setEpochs(size.epochs)
        .setSchedule("constant")
        .setMetricsEverySteps(1)
        .setGradientEverySteps(1);
    return config;
  }

  private static RunConfig.Builder healthy(Size size) {
    var config = common("VGG_08", size);
    config.getTrainingBuilder().setBatchSize(size.healthyBatch).setTrainLimit(size.healthyImages);
    config.getPolicyBuilder().setMaxCost(50_000);
    return config;
  }

  private static RunConfig.Builder broken(Size size) {
    var config = common("VGG_38", size);
    config.getTrainingBuilder().setBatchSize(size.brokenBatch).setTrainLimit(size.brokenImages);
    return config;
  }

  private static RunConfig.Builder failing(Size size) {
    var config = healthy(size).putTags("seed_group", "too-fast");
    config.getTrainingBuilder().setOptimizer("sgd").setLearningRate(1e30);
    return config;
  }

  private String start(RunConfig.Builder config) {
    return server
        .training()
        .startRun(StartRunRequest.newBuilder().setConfig(config).build())
        .getRun()
        .getRunId();
  }

  /** The iterator is never asked: a client that is slow. */
  private void follow(String run) {
    TrainingServiceGrpc.newBlockingStub(server.channel())
        .withDeadlineAfter(1, TimeUnit.HOURS)
        .streamMetrics(StreamMetricsRequest.newBuilder().setRunId(run).build());
  }

  public int metricsPort() {
    return server.metricsPort();
  }

  public RunState state(String run) {
    return server
        .training()
        .getRun(GetRunRequest.newBuilder().setRunId(run).build())
        .getRun()
        .getState();
  }

  String metricsPage() throws IOException, InterruptedException {
    return server.metricsPage();
  }

  @Override
  public void close() {
    server.close();
  }
}
