package gradlab.client.fake;

import gradlab.client.command.CommandLines;
import gradlab.client.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A command run in this process, as from a pipe: no stream is a terminal. */
public final class Cli {
  private final Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C.UTF-8"));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private Thread thread = Thread.currentThread();

  public static Cli with(String name, String value) {
    var cli = new Cli();
    cli.environment.put(name, value);
    return cli;
  }

  public static Cli with(Map<String, String> environment) {
    var cli = new Cli();
    cli.environment.putAll(environment);
    return cli;
  }

  /** Runs the command to its end. */
  public static Cli run(FakeServer server, String... arguments) {
    return with("GRADLAB_SERVER", server.address()).run(arguments);
  }

  /** Starts the command on a thread of its own. */
  public static Cli start(FakeServer server, String... arguments) {
    var cli = with("GRADLAB_SERVER", server.address());
    cli.thread = new Thread(() -> cli.run(arguments), "gradlab");
    cli.thread.start();
    return cli;
  }

  public Cli run(String... arguments) {
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            false,
            false);
    try {
      var now = Clock.fixed(Instant.ofEpochSecond(1_790_003_600), ZoneOffset.UTC);
      exitCode.complete(CommandLines.execute(console, now, arguments));
    } catch (RuntimeException | Error e) {
      exitCode.completeExceptionally(e);
    }
    return this;
  }

  /** What Ctrl-C does. */
  public void interrupt() {
    thread.interrupt();
  }

  public int exitCode() {
    try {
      return exitCode.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no exit code; out:\n" + out() + "\nerr:\n" + err(), e);
    }
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public List<String> lines() {
    return out().lines().toList();
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Waits until something can be seen, for at most ten seconds. */
  public static void await(String what, BooleanSupplier condition) {
    await(what, Duration.ofSeconds(10), condition);
  }

  /** Waits until something can be seen. */
  public static void await(String what, Duration limit, BooleanSupplier condition) {
    Instant until = Instant.now().plus(limit);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(until)) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      Thread.onSpinWait();
      Thread.yield();
    }
  }
}
