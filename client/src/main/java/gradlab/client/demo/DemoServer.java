package gradlab.client.demo;

import gradlab.client.connection.Address;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A server of the demo's own, in a child process on a free loopback port. */
final class DemoServer implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("gradlab server ready: grpc=(?<grpc>\\S+) metrics=.*");
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

  /** It checkpoints its runs first. */
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

  private static final int LOG_LINES = 15;

  private final Process process;
  private final Thread whenProcessEnds;
  private final Address address;

  /**
   * Starts it and waits until it is ready.
   *
   * @param launcher the launcher script
   * @param out its state goes into {@code state}, what it logs into {@code server.log}
   */
  DemoServer(String launcher, Path out) throws InterruptedException {
    Path log = out.resolve("server.log");
    try {
      process =
          new ProcessBuilder(
                  launcher,
                  "server",
                  "--listen",
                  "127.0.0.1:0",
                  "--metrics-listen",
                  "127.0.0.1:0",
                  "--state-dir",
                  out.resolve("state").toString())
              .redirectError(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("the server cannot be started with " + launcher, e);
    }
    whenProcessEnds = new Thread(this::stop, "stop-demo-server");
    Runtime.getRuntime().addShutdownHook(whenProcessEnds);
    boolean ready = false;
    try {
      address = awaitReady(log);
      ready = true;
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  Address address() {
    return address;
  }

  private Address awaitReady(Path log) throws InterruptedException {
    var line = new CompletableFuture<Optional<String>>();
    var reader = new Thread(() -> read(line), "demo-server-stdout");
    reader.setDaemon(true);
    reader.start();
    try {
      Optional<String> grpc = line.get(STARTS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return Address.parse(
          grpc.orElseThrow(() -> failed("the server ended before it was ready", log)),
          "the server's address");
    } catch (TimeoutException e) {
      throw failed("the server was not ready after " + STARTS_WITHIN.toSeconds() + " s", log);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the server's output cannot be read", e.getCause());
    }
  }

  /** Reads to the end, also after the line that counts: a full pipe would stop the server. */
  private void read(CompletableFuture<Optional<String>> ready) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .map(READY::matcher)
          .filter(java.util.regex.Matcher::matches)
          .forEach(matcher -> ready.complete(Optional.of(matcher.group("grpc"))));
      ready.complete(Optional.empty());
    } catch (IOException | UncheckedIOException e) {
      ready.completeExceptionally(e);
    }
  }

  private static Failure failed(String what, Path log) {
    return new Failure(
        ExitCode.UNREACHABLE, what + "; the end of its log:", tail(log), "the whole log: " + log);
  }

  private static List<String> tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(the log cannot be read: " + e.getMessage() + ")");
    }
  }

  /** SIGTERM, and if that is not enough, SIGKILL. */
  private void stop() {
    process.destroy();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(whenProcessEnds);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already; stopping twice does no harm.
      process.destroy();
    }
  }
}
