package gradlab.stress;

import gradlab.v1.GetRunRequest;
import gradlab.v1.KillRunRequest;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.TrainingServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * {@code gradlab stress readers [SECONDS]}: a real server and worker train VGG_08 on the bundled
 * sample while 200 clients follow the run, 20 of which read nothing. Prints the server's memory and
 * what its CPU time is of the worker's; exit 1 where a promise does not hold.
 */
public final class ReadersStress {
  private static final int READING = 180;
  private static final int STALLED = 20;
  private static final double CPU_SHARE = 0.02;
  private static final long HEAP_BYTES = 512L << 20;

  /** What memory may grow by between the first half and the second: noise of the collector. */
  private static final long GROWTH_BYTES = 8 << 20;

  private static final Pattern READY = Pattern.compile(".*grpc=(\\S+) metrics=(\\S+)");

  private final Process server;
  private final String metricsUrl;
  private final ManagedChannel channel;
  private final AtomicLong delivered = new AtomicLong();

  private ReadersStress(Process server, String endpoint, String metricsUrl) {
    this.server = server;
    this.metricsUrl = metricsUrl;
    this.channel = NettyChannelBuilder.forTarget(endpoint).usePlaintext().build();
  }

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    Path state = Files.createTempDirectory("gradlab-stress");
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // as the launcher script starts it
                // the whole heap resident from the start, so that what grows is outside it
                "-Xmx512m",
                "-Xms512m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "gradlab.server.ServerMain",
                "--state-dir",
                state.toString(),
                "--listen",
                "127.0.0.1:0",
                "--metrics-listen",
                "127.0.0.1:0")
            .redirectError(state.resolve("server.log").toFile())
            .start();
    boolean holds = false;
    try {
      var out =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      var ready = READY.matcher(String.valueOf(out.readLine()));
      if (!ready.matches()) {
        throw new IllegalStateException("no server; see " + state.resolve("server.log"));
      }
      holds = new ReadersStress(server, ready.group(1), ready.group(2)).run(seconds);
    } finally {
      server.destroy();
      if (!server.waitFor(40, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    }
    System.exit(holds ? 0 : 1);
  }

  private boolean run(int seconds) throws Exception {
    var api = TrainingServiceGrpc.newBlockingStub(channel);
    var start = StartRunRequest.newBuilder();
    start.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08");
    var run = api.startRun(start.build()).getRun();
    var get = GetRunRequest.newBuilder().setRunId(run.getRunId()).build();
    var calls = new ArrayList<ClientCall<StreamMetricsRequest, StreamMetricsResponse>>();
    for (int i = 0; i < READING + STALLED; i++) {
      calls.add(follow(run.getRunId(), i < READING));
    }
    while (api.getRun(get).getRun().getProvenance().getWorkerPid() == 0) {
      if (api.getRun(get).getRun().getState() == RunState.RUN_STATE_FAILED) {
        throw new IllegalStateException(api.getRun(get).getRun().getStateReason());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    long workerPid = api.getRun(get).getRun().getProvenance().getWorkerPid();
    var worker = ProcessHandle.of(workerPid).orElseThrow();

    TimeUnit.SECONDS.sleep(seconds / 3); // the JIT's own work is not what is measured
    var first = sample();
    Duration serverCpu = cpu(server.toHandle());
    Duration workerCpu = cpu(worker);
    long deliveredBefore = delivered.get();
    TimeUnit.SECONDS.sleep(seconds);
    var second = sample();
    double share =
        (double) cpu(server.toHandle()).minus(serverCpu).toMillis()
            / cpu(worker).minus(workerCpu).toMillis();
    long events = delivered.get() - deliveredBefore;
    api.killRun(KillRunRequest.newBuilder().setRunId(run.getRunId()).build());
    calls.forEach(call -> call.cancel("done", null));
    channel.shutdownNow();

    System.out.printf(
        "readers %d, of which %d read nothing; %d s; events delivered %d%n",
        READING + STALLED, STALLED, seconds, events);
    System.out.printf("server heap after collection: %s, then %s%n", mb(first[0]), mb(second[0]));
    System.out.printf(
        "server memory outside heap:   %s, then %s%n",
        mb(first[1] - HEAP_BYTES), mb(second[1] - HEAP_BYTES));
    System.out.printf("server CPU time: %.2f %% of the worker's%n", 100 * share);
    boolean holds =
        second[0] - first[0] < GROWTH_BYTES
            && second[1] - first[1] < GROWTH_BYTES
            && share < CPU_SHARE
            && events > 0;
    System.out.println(holds ? "holds" : "DOES NOT HOLD");
    return holds;
  }

  private ClientCall<StreamMetricsRequest, StreamMetricsResponse> follow(
      String run, boolean reads) {
    var call = channel.newCall(TrainingServiceGrpc.getStreamMetricsMethod(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(StreamMetricsResponse message) {
            if (message.hasEvent()) {
              delivered.incrementAndGet();
            }
            call.request(1);
          }
        },
        new Metadata());
    call.sendMessage(StreamMetricsRequest.newBuilder().setRunId(run).build());
    call.halfClose();
    if (reads) {
      call.request(1);
    }
    return call;
  }

  /** Heap after a collection, and resident memory, in bytes. */
  private long[] sample() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(List.of(jcmd, Long.toString(server.pid()), "GC.run"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    var page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(metricsUrl)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    double heap =
        page.lines()
            .filter(l -> l.startsWith("jvm_memory_used_bytes") && l.contains("\"heap\""))
            .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' '))))
            .sum();
    try (var status = Files.lines(Path.of("/proc", Long.toString(server.pid()), "status"))) {
      long resident =
          status
              .filter(l -> l.startsWith("VmRSS:"))
              .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
              .findFirst()
              .orElseThrow();
      return new long[] {(long) heap, resident};
    }
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private static String mb(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }
}
