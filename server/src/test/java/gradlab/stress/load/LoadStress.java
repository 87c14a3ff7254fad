package gradlab.stress.load;

import static gradlab.stress.load.Promises.median;
import static gradlab.stress.load.Promises.time;

import gradlab.stress.Readers;
import gradlab.stress.ReadersTrial;
import gradlab.stress.StressServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code gradlab stress load [RUNS] [EVENTS] [READERS] [SECONDS]}: a server with 10,000 runs, one
 * of which has 1,000,000 events, started as people start it; then 1,000 readers on one run. Prints
 * a line for each promise; exit 1 where one does not hold. What it makes it deletes.
 */
public final class LoadStress {
  private static final Duration START = Duration.ofSeconds(3);
  private static final Duration RUNS = Duration.ofMillis(200);
  private static final Duration TAIL = Duration.ofMillis(100);
  private static final int TIMES = 21;
  private static final int COMMANDS = 5;
  private static final int REPLAYED = 1_000;

  private final Path state;
  private final int runs;
  private final Promises promises = new Promises(System.out);

  private LoadStress(Path state, int runs) {
    this.state = state;
    this.runs = runs;
  }

  public static void main(String[] args) throws Exception {
    int runs = argument(args, 0, 10_000);
    int events = argument(args, 1, 1_000_000);
    int readers = argument(args, 2, 1_000);
    int seconds = argument(args, 3, 45);
    Path state = Files.createTempDirectory("gradlab-load");
    boolean hold;
    try {
      var stress = new LoadStress(state, runs);
      System.err.printf("making %,d runs and a log of %,d events in %s%n", runs, events, state);
      LoadState.make(state, runs, events);
      System.out.printf(
          "load average of the machine: %.1f%n",
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      stress.starts();
      stress.answers();
      stress.readers(readers, seconds);
      hold = stress.promises.hold();
    } finally {
      delete(state);
    }
    System.exit(hold ? 0 : 1);
  }

  private static int argument(String[] args, int at, int standard) {
    return args.length > at ? Integer.parseInt(args[at]) : standard;
  }

  /** Also warms up this process, so that later the server's times are measured and not its own. */
  private void starts() throws Exception {
    try (var server = StressServer.launched(state)) {
      promises.under(START, "start after a crash amid the long run", server.startTime());
      try (var calls = new Calls(server, runs)) {
        calls.tail(10);
        calls.newestRuns(100);
        calls.gradientFlow(0);
      }
    }
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(state.resolve("index.db" + suffix));
    }
    try (var server = StressServer.launched(state)) {
      promises.tell("start without an index, which reads all logs", server.startTime());
    }
  }

  private void answers() throws Exception {
    try (var server = StressServer.launched(state)) {
      promises.under(START, "start with %,d runs".formatted(runs), server.startTime());
      try (var calls = new Calls(server, runs)) {
        String tail = "tail --from-seq %,d of %,d".formatted(calls.lastSeq() - 9, calls.lastSeq());
        promises.under(TAIL, tail + ", first after the start", time(() -> calls.tail(10)));
        promises.under(TAIL, tail + ", median", median(TIMES, () -> calls.tail(10)));
        promises.under(RUNS, "runs, the newest 100, first", time(() -> calls.newestRuns(100)));
        promises.under(
            RUNS, "runs, the newest 100, median", median(TIMES, () -> calls.newestRuns(100)));
        promises.under(RUNS, "runs, 1,000 at once, median", median(TIMES, () -> page(calls)));
        promises.tell(
            "runs, all %,d in pages of 1,000, median".formatted(runs),
            median(COMMANDS, calls::allRuns));
        int epoch = (int) (calls.lastSeq() / 477 / 2);
        promises.tell(
            "grad --epoch of the long run", median(COMMANDS, () -> calls.gradientFlow(epoch)));
        var memory = server.memory();
        promises.tell("server heap after collection", mb(memory.heapBytes()));
        promises.tell("server resident memory", mb(memory.residentBytes()));
        String from = Long.toString(calls.lastSeq() - 9);
        String at = server.endpoint();
        promises.tell("command: gradlab --version", command("--version"));
        promises.tell(
            "command: gradlab runs --limit 100", command("runs", "--limit", "100", "--server", at));
        promises.tell(
            "command: gradlab runs, all %,d".formatted(runs), command("runs", "--server", at));
        promises.tell(
            "command: gradlab tail --from-seq",
            command("tail", LoadState.LONG.value(), "--from-seq", from, "--server", at));
      }
    }
  }

  private int page(Calls calls) {
    return calls.newestRuns(Math.min(1_000, runs));
  }

  /** Wall time, the JVM's start included. */
  private static Duration command(String... words) throws Exception {
    var command = new ArrayList<>(List.of(StressServer.launcher()));
    command.addAll(List.of(words));
    return median(
        COMMANDS,
        () ->
            new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor());
  }

  private void readers(int readers, int seconds) throws Exception {
    try (var server = StressServer.launched(state)) {
      replay(server, readers);
      var trial = ReadersTrial.run(server, readers, seconds);
      String what =
          "%,d readers of one run, %d of which read nothing".formatted(readers, trial.stalled());
      promises.holds(
          what + ": wrong", trial.wrong() + "", "every event once", trial.everyEventOnce());
      promises.tell("events delivered in %d s".formatted(seconds), "%,d".formatted(trial.events()));
      promises.holds(
          "server heap with them, then %d s later".formatted(seconds),
          mb(trial.before().heapBytes()) + ", " + mb(trial.after().heapBytes()),
          "does not grow",
          trial.heapStays());
      promises.tell("server resident memory", mb(trial.after().residentBytes()));
      promises.holds(
          "server CPU time over the training worker's",
          "%.2f %%".formatted(100 * trial.cpuShare()),
          "under %.1f %%".formatted(100 * trial.cpuLimit()),
          trial.cpuStays());
    }
  }

  private void replay(StressServer server, int readers) throws Exception {
    long last;
    try (var calls = new Calls(server, runs)) {
      last = calls.lastSeq();
    }
    long from = Math.max(1, last - REPLAYED + 1);
    long start = System.nanoTime();
    try (var all = new Readers(server.endpoint(), LoadState.LONG.value(), from, readers, 0)) {
      long wrong = all.awaitEnd() ? all.wrong(last) : readers;
      var took = Duration.ofNanos(System.nanoTime() - start);
      promises.holds(
          "%,d readers of the long run's last %,d events: wrong".formatted(readers, REPLAYED),
          wrong + "",
          "every event once",
          wrong == 0 && all.delivered() == readers * (last - from + 1));
      promises.tell("until all have them", took);
    }
  }

  private static String mb(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }

  private static void delete(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
