package gradlab.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server process, watched from outside. */
public final class StressServer implements AutoCloseable {
  private static final String LOG = "server.log";

  /** Of the server: heap in use after a collection, and resident memory. */
  public record Memory(long heapBytes, long residentBytes) {}

  private final Process process;
  private final Duration startTime;
  private final String endpoint;
  private final String metricsUrl;

  private StressServer(List<String> command, Path state) throws IOException {
    var all = new ArrayList<>(command);
    all.addAll(
        List.of(
            "--state-dir",
            state.toString(),
            "--listen",
            "127.0.0.1:0",
            "--metrics-listen",
            "127.0.0.1:0"));
    long start = System.nanoTime();
    process =
        new ProcessBuilder(all)
            .redirectError(ProcessBuilder.Redirect.appendTo(state.resolve(LOG).toFile()))
            .start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var ready = Observed.ready(Optional.ofNullable(out.readLine()).orElse(""));
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "no server:\n" + Files.readString(state.resolve(LOG), StandardCharsets.UTF_8));
    }
    startTime = Duration.ofNanos(System.nanoTime() - start);
    endpoint = ready.group(1);
    metricsUrl = ready.group(2);
  }

  /** As people start it: {@code gradlab server}. */
  public static StressServer launched(Path state) throws IOException {
    return new StressServer(List.of(launcher(), "server"), state);
  }

  /** The launcher script that this process was started by. */
  public static String launcher() {
    return Optional.ofNullable(System.getenv("GRADLAB_LAUNCHER"))
        .orElseThrow(
            () -> new IllegalStateException("GRADLAB_LAUNCHER is not set: use gradlab stress"));
  }

  /** With the JVM's flags of choice. */
  public static StressServer withFlags(Path state, String... flags) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "gradlab.server.ServerMain"));
    return new StressServer(command, state);
  }

  /** From the launch to the line that says it is ready. */
  public Duration startTime() {
    return startTime;
  }

  /** HOST:PORT of the API. */
  public String endpoint() {
    return endpoint;
  }

  public Duration cpuTime() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  public Memory memory() throws IOException, InterruptedException {
    Observed.collectGarbage(process);
    long heap = Observed.heapBytes(Observed.metrics(metricsUrl));
    try (var status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      long resident =
          status
              .filter(l -> l.startsWith("VmRSS:"))
              .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
              .findFirst()
              .orElseThrow();
      return new Memory(heap, resident);
    }
  }

  /** SIGTERM; kill -9 where that takes too long. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(40, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
