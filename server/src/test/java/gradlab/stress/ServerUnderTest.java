package gradlab.stress;

import gradlab.v1.TrainingServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code gradlab server} as a process of its own, seen from outside, and a channel to it. */
public final class ServerUnderTest implements AutoCloseable {
  /** Speaks the workers' protocol and trains nothing. */
  public static final String FAKE_WORKER = "gradlab.server.FakeWorker";

  /** Trains. */
  public static final String REAL_WORKER = "gradlab.worker.WorkerMain";

  private static final long START_SECONDS = 60; // a busy machine's

  private final Process process;
  private final int grpcPort;
  private final String metricsUrl;
  private final ManagedChannel channel;

  private ServerUnderTest(Process process, int grpcPort, String metricsUrl) {
    this.process = process;
    this.grpcPort = grpcPort;
    this.metricsUrl = metricsUrl;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
            .usePlaintext()
            .maxInboundMessageSize(8 << 20)
            .build();
  }

  /**
   * Starts it; when this returns it answers. What it says on standard error is appended to
   * server.log in its state directory.
   *
   * @param workerMain main class of its workers
   */
  public static ServerUnderTest start(Path state, String workerMain, String... arguments)
      throws Exception {
    return start(state, workerMain, Map.of(), arguments);
  }

  /**
   * As above.
   *
   * @param environment what it has there besides
   */
  public static ServerUnderTest start(
      Path state, String workerMain, Map<String, String> environment, String... arguments)
      throws Exception {
    Files.createDirectories(state);
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // as the launcher script starts it
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dgradlab.heartbeat.millis=200",
                "-Dgradlab.worker.main=" + workerMain,
                "-cp",
                System.getProperty("java.class.path"),
                "gradlab.server.ServerMain",
                "--state-dir",
                state.toString(),
                "--listen",
                "127.0.0.1:0",
                "--metrics-listen",
                "127.0.0.1:0"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().remove("GRADLAB_DATA_DIR");
    builder.environment().remove("XDG_CACHE_HOME");
    builder.environment().put("HOME", state.toString()); // no data set there: the bundled sample
    builder.environment().put("GRADLAB_DATA_URL", "http://127.0.0.1:9/nothing.tar.gz");
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log(state).toFile()));
    var process = builder.start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var line =
        CompletableFuture.supplyAsync(() -> out.lines().findFirst().orElse("(ended)"))
            .get(START_SECONDS, TimeUnit.SECONDS);
    var ready = Observed.ready(line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new AssertionError("no server but '" + line + "'; see " + log(state));
    }
    int grpcPort = URI.create("grpc://" + ready.group(1)).getPort();
    return new ServerUnderTest(process, grpcPort, ready.group(2));
  }

  /** Where a server's standard error goes. */
  public static Path log(Path state) {
    return state.resolve("server.log");
  }

  public int grpcPort() {
    return grpcPort;
  }

  public int metricsPort() {
    return URI.create(metricsUrl).getPort();
  }

  public ManagedChannel channel() {
    return channel;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public TrainingServiceGrpc.TrainingServiceBlockingStub training() {
    return TrainingServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  /** What it holds at the moment. */
  public record Holds(long heapBytes, int threads, long files) {}

  /** After a garbage collection. */
  public Holds holds() throws IOException, InterruptedException {
    Observed.collectGarbage(process);
    var page = metricsPage();
    long files;
    try (var open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      files = open.count();
    }
    return new Holds(
        Observed.heapBytes(page), (int) Observed.sum(page, "jvm_threads_live_threads", ""), files);
  }

  /** The Prometheus page. */
  public String metricsPage() throws IOException, InterruptedException {
    return Observed.metrics(metricsUrl);
  }

  /** kill -9. The channel stays, for those who are just about to use it. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Closes the channel to it. */
  public void disconnect() {
    channel.shutdownNow();
  }

  /** SIGTERM: it ends its workers, then itself; kill -9 where it takes too long. */
  @Override
  public void close() {
    channel.shutdownNow();
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, 45, TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
    process.onExit().join();
  }
}
