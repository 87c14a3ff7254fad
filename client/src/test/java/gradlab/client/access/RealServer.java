package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The server itself, as a process of its own; this module knows only its class path. */
public final class RealServer implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("gradlab server ready: grpc=(\\S+) metrics=(\\S+)");
  private static final Pattern LOGIN =
      Pattern.compile("gradlab login (\\S+) --fingerprint (\\S+) --token (\\S+)");

  public final Process process;
  final List<String> lines = new ArrayList<>();
  final Path state;
  public String address = "";
  String metrics = "";
  String fingerprint = "";
  String token = "";

  /** On a free loopback port, ready when this returns. */
  public RealServer(Path state, String... options) throws Exception {
    this.state = Files.createDirectories(state);
    Path classPath = Path.of("..", "server", "target", "classpath.txt");
    assertThat(classPath).as("the server must be built: run the build of all modules").exists();
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dgradlab.tls.look.millis=50",
                "-cp",
                Path.of("..", "server", "target", "classes") + ":" + Files.readString(classPath),
                "gradlab.server.ServerMain",
                "--state-dir",
                state.toString(),
                "--metrics-listen",
                "127.0.0.1:0"));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command);
    builder.environment().put("HOME", state.toString());
    builder.environment().remove("GRADLAB_DATA_DIR");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    try {
      CompletableFuture.runAsync(() -> out.lines().takeWhile(this::isBeforeReady).forEach(l -> {}))
          .get(60, TimeUnit.SECONDS);
    } finally {
      if (address.isEmpty()) {
        process.destroyForcibly();
      }
    }
    assertThat(address).as("not ready but: " + lines + Files.readString(log())).isNotEmpty();
  }

  private boolean isBeforeReady(String line) {
    lines.add(line);
    var login = LOGIN.matcher(line);
    if (login.matches()) {
      fingerprint = login.group(2);
      token = login.group(3);
    }
    var ready = READY.matcher(line);
    if (ready.matches()) {
      address = ready.group(1);
      metrics = ready.group(2);
    }
    return address.isEmpty();
  }

  Path log() {
    return state.resolve("server.log");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
