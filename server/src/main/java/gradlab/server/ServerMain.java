package gradlab.server;

import gradlab.domain.Version;
import gradlab.rpc.StreamSettings;
import gradlab.runs.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code gradlab server}. Exit codes: 0 ended by a signal or a preemption notice, 2 usage, 8 cannot
 * start.
 */
@Command(
    name = "gradlab server",
    mixinStandardHelpOptions = true,
    version = Version.CURRENT,
    sortOptions = false,
    description = "Runs the server in the foreground. SIGTERM or Ctrl-C: checkpoints, then ends.",
    footer = {
      "",
      "Example: gradlab server --state-dir ./state --listen 127.0.0.1:0",
      "Example: gradlab server --public     for other machines, with TLS and tokens"
    })
public final class ServerMain implements Callable<Integer> {
  /** Names another main class for the workers; for tests. */
  static final String WORKER_MAIN = "gradlab.worker.main";

  /** Milliseconds between heartbeats; for tests. */
  static final String HEARTBEAT = "gradlab.heartbeat.millis";

  private static final Logger LOGGER = LoggerFactory.getLogger(ServerMain.class);
  private static final int CANNOT_START = 8;

  /** Three signs of life. */
  private static final Duration SHORTEST_HANG = Duration.ofSeconds(6);

  /**
   * gRPC's transport logs a stack trace for each reader that goes away with data under way. Held
   * here because java.util.logging forgets the level of a logger that nobody holds.
   */
  private static final java.util.logging.Logger TRANSPORT =
      java.util.logging.Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty");

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "runs and their checkpoints (default: $${XDG_STATE_HOME:-~/.local/state}/gradlab)")
  private Optional<Path> stateDirectory = Optional.empty();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "directory of train.bin and test.bin (default: looked up)")
  private Optional<Path> dataDirectory = Optional.empty();

  @Mixin private AccessOptions access;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description = "runs that train beside each other (default: 1)")
  private int slots;

  @Option(
      names = "--max-queued",
      paramLabel = "N",
      defaultValue = "100",
      description = "runs that may wait (default: 100)")
  private int maxQueued;

  @Option(
      names = "--keep-workers",
      description =
          "Ctrl-C or SIGTERM ends the server only: its workers train on, for at most the"
              + " --orphan-limit, until the next server takes them up")
  private boolean keepWorkers;

  @Option(
      names = "--hang-limit",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = DurationText.Converter.class,
      description =
          "a worker that gives no sign of life for so long is ended; it gives one every 2 s"
              + " (default: $${DEFAULT-VALUE})")
  private Duration hangLimit;

  @Option(
      names = "--orphan-limit",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = DurationText.Converter.class,
      description =
          "a worker whose server is gone for so long checkpoints and ends (default:"
              + " $${DEFAULT-VALUE})")
  private Duration orphanLimit;

  @Option(
      names = "--min-free-disk",
      paramLabel = "SIZE",
      defaultValue = "256MB",
      converter = ByteSize.Converter.class,
      description =
          "with less room on the disk of --state-dir the runs are paused until there is twice as"
              + " much; 0MB: never (default: $${DEFAULT-VALUE})")
  private ByteSize minFreeDisk;

  @Mixin private MetricsOptions metrics;

  @Mixin private CostOptions cost;

  @Spec private CommandLine.Model.CommandSpec spec;

  private ServerMain() {}

  public static void main(String[] args) {
    TRANSPORT.setLevel(java.util.logging.Level.SEVERE);
    int code =
        new CommandLine(new ServerMain()).setCaseInsensitiveEnumValuesAllowed(true).execute(args);
    System.exit(code);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (slots < 1 || slots > 64) {
      throw new ParameterException(spec.commandLine(), "--slots is " + slots + ", must be 1 to 64");
    }
    if (maxQueued < 1 || maxQueued > 100_000) {
      throw new ParameterException(
          spec.commandLine(), "--max-queued is " + maxQueued + ", must be 1 to 100000");
    }
    if (hangLimit.compareTo(SHORTEST_HANG) < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--hang-limit is %d s, must be at least %d s"
              .formatted(hangLimit.toSeconds(), SHORTEST_HANG.toSeconds()));
    }
    GradlabServer server;
    try {
      server = new GradlabServer(settings());
    } catch (StartFailure e) {
      LOGGER.debug("cannot start", e);
      spec.commandLine().getErr().println("gradlab server: " + e.getMessage());
      return CANNOT_START;
    }
    closeOnSignal(server);
    var out = spec.commandLine().getOut();
    server.announcement().forEach(out::println);
    out.printf(
        "gradlab server ready: grpc=%s metrics=http://%s/metrics%n",
        HostPort.text(server.grpc()), HostPort.text(server.metricsPage()));
    out.flush();
    server.awaitEnd(); // or a signal: the shutdown hook closes the server in both cases
    return 0;
  }

  /**
   * A JVM that a signal ends exits with 128 + n; we end it ourselves, with 0, once all is closed.
   */
  private static void closeOnSignal(GradlabServer server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  Runtime.getRuntime().halt(0);
                },
                "shutdown"));
  }

  private ServerSettings settings() {
    Map<String, String> environment = System.getenv();
    var heartbeat =
        Duration.ofMillis(Long.getLong(HEARTBEAT, StreamSettings.DEFAULT.heartbeat().toMillis()));
    return new ServerSettings(
        stateDirectory.orElseGet(() -> defaultStateDirectory(environment)).toAbsolutePath(),
        dataDirectory,
        environment,
        access.listen().address(),
        access.metricsListen().address(),
        access.settings(),
        metrics.settings(spec.commandLine()),
        System.getProperty(WORKER_MAIN, "gradlab.worker.WorkerMain"),
        runSettings(),
        new StreamSettings(
            heartbeat, StreamSettings.DEFAULT.maxStreams(), StreamSettings.DEFAULT.batch()),
        cost.settings(spec.commandLine(), environment),
        keepWorkers,
        minFreeDisk.bytes());
  }

  private RunSettings runSettings() {
    var standard = RunSettings.DEFAULT;
    Duration half = hangLimit.dividedBy(2);
    return standard
        .withSlots(slots, maxQueued)
        .withHangLimits(
            half.compareTo(standard.aliveLimit()) < 0 ? half : standard.aliveLimit(), hangLimit)
        .withOrphanLimit(orphanLimit);
  }

  private static Path defaultStateDirectory(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("XDG_STATE_HOME"))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute) // the XDG specification: a relative path is to be ignored
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"))
        .resolve("gradlab");
  }
}
