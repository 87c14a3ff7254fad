package gradlab.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs commands by {@code sh -c}, each with a time limit; its output goes to a file. */
public final class ShellCommands {
  /** What is shown of the output. */
  private static final int OUTPUT_CHARACTERS = 500;

  private static final Logger LOGGER = LoggerFactory.getLogger(ShellCommands.class);

  private final Path output;
  private final Duration limit;
  private final Executor executor;

  /**
   * @param output of the newest command
   * @param limit after so long it is killed
   * @param executor one thread that may wait for so long
   */
  public ShellCommands(Path output, Duration limit, Executor executor) {
    this.output = output;
    this.limit = limit;
    this.executor = executor;
  }

  /** Completes when the command has ended; never exceptionally. */
  CompletableFuture<CommandResult> run(String command) {
    return CompletableFuture.supplyAsync(() -> runHere(command), executor);
  }

  private CommandResult runHere(String command) {
    try {
      var process =
          new ProcessBuilder("sh", "-c", command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        var children = process.descendants().toList(); // lost sight of once their parent is gone
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        return new CommandResult(
            false, "did not end within " + Words.duration(limit) + " and was killed" + said());
      }
      int code = process.exitValue();
      return new CommandResult(code == 0, "ended with exit code " + code + said());
    } catch (IOException e) {
      return new CommandResult(false, "could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it has brought about our own end, which it outlives
      return new CommandResult(true, "was still running when the server ended");
    }
  }

  private String said() {
    try {
      var text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
      var end = text.substring(Math.max(0, text.length() - OUTPUT_CHARACTERS));
      return end.isEmpty() ? "" : "; its output: " + end.replaceAll("\\s*\\R\\s*", " | ");
    } catch (IOException e) {
      LOGGER.warn("cannot read the output of the idle command in {}: {}", output, e.toString());
      return "";
    }
  }
}
