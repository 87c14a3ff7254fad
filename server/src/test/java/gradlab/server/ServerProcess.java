package gradlab.server;

import gradlab.worker.WorkerMain;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code gradlab server} as a process of its own. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "gradlab server ready: grpc=127\\.0\\.0\\.1:(\\d+) metrics=http://127\\.0\\.0\\.1:(\\d+)/metrics");

  final Process process;
  final int grpcPort;
  final int metricsPort;

  ServerProcess(Path state, String... more) throws Exception {
    this(launch(state, more));
  }

  /** One whose workers train. */
  static ServerProcess training(Path state, String... more) throws Exception {
    return new ServerProcess(launch(WorkerMain.class.getName(), state, Map.of(), more));
  }

  /** One with something more in its environment. */
  static ServerProcess with(Map<String, String> environment, Path state, String... more)
      throws Exception {
    return new ServerProcess(launch(FakeWorker.class.getName(), state, environment, more));
  }

  private ServerProcess(Process process) throws Exception {
    this.process = process;
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var line =
        CompletableFuture.supplyAsync(() -> out.lines().findFirst().orElse("(ended)"))
            .get(30, TimeUnit.SECONDS);
    var ready = READY.matcher(line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new AssertionError("not ready but: " + line);
    }
    grpcPort = Integer.parseInt(ready.group(1));
    metricsPort = Integer.parseInt(ready.group(2));
  }

  /** Starts it and waits for nothing. */
  static Process launch(Path state, String... more) throws Exception {
    return launch(FakeWorker.class.getName(), state, Map.of(), more);
  }

  private static Process launch(
      String workerMain, Path state, Map<String, String> environment, String... more)
      throws Exception {
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-D" + ServerMain.WORKER_MAIN + "=" + workerMain,
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                "--state-dir",
                state.toString()));
    for (String option : List.of("--listen", "--metrics-listen")) {
      if (Arrays.stream(more).noneMatch(m -> m.startsWith(option + "="))) {
        command.add(option + "=127.0.0.1:0");
      }
    }
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command);
    builder.environment().remove("GRADLAB_DATA_DIR");
    builder.environment().remove("XDG_CACHE_HOME");
    builder.environment().put("HOME", state.toString());
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(state.resolve("server.log").toFile()));
    return builder.start();
  }

  TestServer.Client client() {
    return new TestServer.Client(grpcPort);
  }

  /** Its workers, too: they would train on without it, into a directory that is being deleted. */
  @Override
  public void close() {
    var workers = process.descendants().toList();
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    for (ProcessHandle worker : workers) {
      worker.destroyForcibly();
      worker.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
