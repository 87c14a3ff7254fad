package gradlab.runs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts workers as child processes on this machine. They are in a session of their own where
 * {@code setsid} exists, so that neither Ctrl-C at the server's terminal nor the server's death
 * ends them.
 */
public final class LocalWorkerLauncher implements WorkerLauncher {
  /** Where a worker's standard output and standard error go. */
  public static final String LOG = "worker.log";

  private static final Logger LOGGER = LoggerFactory.getLogger(LocalWorkerLauncher.class);

  private static final String STARTED = "--- worker started ";
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final int LAST_OUTPUT_BYTES = 4_096;
  private static final int LAST_OUTPUT_LINES = 3;

  private final String mainClass;
  private final WorkerJvm jvm;
  private final Optional<Path> setsid;

  /**
   * @param mainClass the worker's main class
   * @param slots workers that run beside each other and share this machine's cores
   */
  public LocalWorkerLauncher(String mainClass, int slots) {
    this.mainClass = mainClass;
    this.jvm = WorkerJvm.oneOf(slots);
    this.setsid = onPath("setsid");
  }

  @Override
  public WorkerProcess launch(Path runDirectory) throws IOException {
    var command = new ArrayList<String>();
    // a child of ours leads no process group, so setsid replaces itself: the pid stays
    setsid.ifPresent(path -> command.add(path.toString()));
    String launch = ConnectionFile.read(runDirectory).map(ConnectionFile::launch).orElse("");
    command.addAll(jvm.command(mainClass, List.of(runDirectory.toString(), launch)));

    var builder = new ProcessBuilder(command);
    jvm.configure(builder.environment());
    builder.redirectErrorStream(true);
    Files.writeString(
        runDirectory.resolve(LOG),
        STARTED + java.time.Instant.now() + System.lineSeparator(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(runDirectory.resolve(LOG).toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    var worker =
        new LocalWorkerProcess(
            process.toHandle(), process.onExit().thenApply(p -> WorkerExit.ofCode(p.exitValue())));
    try {
      PidFile.of(process.toHandle()).write(runDirectory);
    } catch (IOException e) {
      worker.kill();
      throw e;
    }
    return worker;
  }

  @Override
  public Optional<WorkerProcess> find(Path runDirectory) throws IOException {
    return PidFile.read(runDirectory)
        .flatMap(PidFile::process)
        .map(found -> new LocalWorkerProcess(found, exitOf(found)));
  }

  /**
   * The end of a process that is not our child. Its parent is gone, and where nobody collects dead
   * processes (a container without an init) it stays visible as a zombie, so we look ourselves.
   */
  private static CompletableFuture<WorkerExit> exitOf(ProcessHandle process) {
    var exit = process.onExit().thenApply(ended -> WorkerExit.UNKNOWN);
    lookAgain(process, exit);
    return exit;
  }

  private static void lookAgain(ProcessHandle process, CompletableFuture<WorkerExit> exit) {
    CompletableFuture.delayedExecutor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (Zombie.orGone(process)) {
                exit.complete(WorkerExit.UNKNOWN);
              } else if (!exit.isDone()) {
                lookAgain(process, exit);
              }
            });
  }

  @Override
  public String lastOutput(Path runDirectory) {
    if (!Files.exists(runDirectory.resolve(LOG))) {
      return "";
    }
    try (var file = new RandomAccessFile(runDirectory.resolve(LOG).toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(file.length(), LAST_OUTPUT_BYTES)];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      var text = new String(tail, StandardCharsets.UTF_8);
      var ofThisWorker = text.substring(Math.max(0, text.lastIndexOf(STARTED)));
      var lines = ofThisWorker.lines().filter(l -> !l.isBlank() && !l.startsWith(STARTED)).toList();
      return String.join(
          " | ", lines.subList(Math.max(0, lines.size() - LAST_OUTPUT_LINES), lines.size()));
    } catch (IOException e) {
      LOGGER.warn("cannot read the worker's output in {}: {}", runDirectory, e.toString());
      return "";
    }
  }

  private static Optional<Path> onPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path candidate = Path.of(folder, program);
      if (!folder.isEmpty() && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private record LocalWorkerProcess(ProcessHandle handle, CompletableFuture<WorkerExit> onExit)
      implements WorkerProcess {

    @Override
    public void kill() {
      handle.destroyForcibly();
    }
  }
}
