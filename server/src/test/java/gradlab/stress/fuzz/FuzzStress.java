package gradlab.stress.fuzz;

import gradlab.stress.ServerUnderTest;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.ListRunsRequest;
import gradlab.v1.ServerServiceGrpc;
import io.grpc.Status;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code gradlab stress fuzz [N] [SEED]}: a real server gets N random calls of all its methods, and
 * beside them broken connections and workers that say anything. AssertionError, and exit 1, where
 * it answers with an error of its own, hangs, shows its insides, grows, or touches a file outside
 * its state directory.
 */
public final class FuzzStress {
  private static final long MOST_HEAP_BYTES = 100L << 20;
  private static final int MOST_MORE_THREADS = 40;
  private static final int MOST_MORE_FILES = 60;
  private static final int HALF_OPEN = 100;
  private static final int MOST_BROKEN = 20;

  /** So often a worker's connections come between the calls, so many of them. */
  private static final int WORKERS = 8;

  private static final int CONNECTIONS = 20;

  /** One call in so many is none. */
  private static final int RAW_EVERY = 40;

  private final Path root;
  private final Path state;
  private final long seed;
  private final PrintStream out;
  private final Map<String, String> broken = new LinkedHashMap<>();

  FuzzStress(Path root, long seed, PrintStream out) {
    this.root = root;
    this.state = root.resolve("state");
    this.seed = seed;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    int calls = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime() % 1_000_000;
    var root = Files.createTempDirectory("gradlab-fuzz");
    System.out.printf("%d calls, seed %d, in %s%n", calls, seed, root);
    try {
      new FuzzStress(root, seed, System.out).run(calls);
    } catch (AssertionError e) {
      e.printStackTrace(System.out);
      System.out.println("DOES NOT HOLD; the state directory is kept: " + root.resolve("state"));
      System.exit(1);
    }
    System.out.println("holds");
    System.exit(0);
  }

  void run(int calls) throws Exception {
    var canary = Files.createDirectories(root.resolve("canary"));
    Files.writeString(canary.resolve("summary.csv"), "not yours");
    Files.writeString(root.resolve("weights.npz"), "not yours");
    var outside = outside();
    try (var server = ServerUnderTest.start(state, ServerUnderTest.FAKE_WORKER, "--slots", "2")) {
      var fuzz = new RpcFuzz(server.channel(), seed);
      try (var workers = new WorkerFuzz(state, server::training, fuzz.words(), seed)) {
        workers.talk(); // and one run with figures
        var before = server.holds();
        try (var grpc = new RawFuzz(server.grpcPort(), seed);
            var metrics = new RawFuzz(server.metricsPort(), seed + 1)) {
          for (int i = 0; i < calls; i++) {
            int n = i;
            look(() -> call(n, fuzz, grpc, metrics));
            for (int c = 0; n % (calls / WORKERS + 1) == 0 && c < CONNECTIONS; c++) {
              look(() -> workers.talk());
            }
            if (n % (calls / HALF_OPEN + 1) == 0) {
              grpc.stay();
              metrics.stay();
            }
            if (!server.isAlive()) {
              throw new AssertionError("the server has died at call " + n + ", seed " + seed);
            }
          }
          answers(server); // while they stay
        }
        print(fuzz);
        if (!broken.isEmpty()) {
          throw new AssertionError(String.join("\n", broken.values()));
        }
        out.printf("workers' connections that were let in: %d%n", workers.accepted());
        if (workers.accepted() == 0) {
          throw new AssertionError("no worker was ever let in: nothing of it was tried");
        }
        requireAnswers(fuzz);
        compare(before, server.holds());
        answers(server);
      }
    }
    checkLog();
    if (!outside().equals(outside)) {
      throw new AssertionError(
          "outside the state directory: %s, was %s".formatted(outside(), outside));
    }
  }

  private interface Try {
    void run() throws Exception;
  }

  /** Goes on after a broken promise: there may be others. */
  private void look(Try one) throws Exception {
    try {
      one.run();
    } catch (AssertionError e) {
      String what = e.getMessage().replaceAll("[0-9a-f]{6,}|\\d+", "#");
      broken.putIfAbsent(what.substring(0, Math.min(60, what.length())), e.getMessage());
      if (broken.size() == MOST_BROKEN) {
        throw new AssertionError(String.join("\n", broken.values()), e);
      }
    }
  }

  private static void call(int n, RpcFuzz fuzz, RawFuzz grpc, RawFuzz metrics) throws Exception {
    if (n % RAW_EVERY == 1) {
      (n % 3 == 0 ? metrics : grpc).talk();
    } else {
      fuzz.call(n);
    }
  }

  private static void answers(ServerUnderTest server) throws Exception {
    ServerServiceGrpc.newBlockingStub(server.channel())
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .getServerInfo(GetServerInfoRequest.getDefaultInstance());
    server.training().listRuns(ListRunsRequest.getDefaultInstance());
    server.metricsPage();
  }

  private void compare(ServerUnderTest.Holds before, ServerUnderTest.Holds after) {
    out.printf(
        "heap after collection %.1f MB, then %.1f MB; threads %d, then %d; files %d, then %d%n",
        before.heapBytes() / 1e6,
        after.heapBytes() / 1e6,
        before.threads(),
        after.threads(),
        before.files(),
        after.files());
    if (after.heapBytes() > MOST_HEAP_BYTES
        || after.threads() > before.threads() + MOST_MORE_THREADS
        || after.files() > before.files() + MOST_MORE_FILES) {
      throw new AssertionError("the server has grown: %s, was %s".formatted(after, before));
    }
  }

  private void print(RpcFuzz fuzz) {
    fuzz.counts()
        .forEach(
            (method, ends) ->
                out.printf(
                    "  %-62s %5d ms  %s%n",
                    method, fuzz.nanos().getOrDefault(method, 0L) / 1_000_000, ends));
  }

  /** Errors alone would prove little. */
  private static void requireAnswers(RpcFuzz fuzz) {
    for (String method :
        List.of("StartRun", "GetRun", "StreamMetrics", "ListRuns", "DiagnoseRun")) {
      var ends = fuzz.counts().get("gradlab.v1.TrainingService/" + method);
      if (!ends.containsKey(Status.Code.OK) && !ends.containsKey(Status.Code.CANCELLED)) {
        throw new AssertionError("no call of " + method + " was ever right: " + ends);
      }
    }
    fuzz.counts()
        .forEach(
            (method, ends) -> {
              if (ends.isEmpty()) {
                throw new AssertionError("nobody called " + method);
              }
            });
  }

  /** What the server says of errors that it did not expect. */
  private void checkLog() throws IOException {
    try (var lines = Files.lines(ServerUnderTest.log(state))) {
      var first =
          lines
              .filter(
                  l ->
                      l.matches(
                          ".*(unexpected error|SEVERE|OutOfMemory|StackOverflow|Exception while).*"))
              .limit(5)
              .toList();
      if (!first.isEmpty()) {
        throw new AssertionError("in the server's log: " + first);
      }
    }
  }

  /** Names, sizes and times of all that is beside the state directory. */
  private List<String> outside() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> !f.startsWith(state) && !f.equals(root))
          .map(
              f -> {
                try {
                  return f + " " + Files.size(f) + " " + Files.getLastModifiedTime(f);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .sorted()
          .toList();
    }
  }
}
