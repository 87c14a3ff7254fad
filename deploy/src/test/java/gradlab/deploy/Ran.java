package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command that has ended.
 *
 * @param output standard output and standard error together
 */
record Ran(int exitCode, String output) {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** The checkout. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static Ran command(String... words) throws IOException, InterruptedException {
    return command(Map.of(), List.of(words));
  }

  /** Runs it in the checkout, with something more in its environment. */
  static Ran command(Map<String, String> environment, List<String> words)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(new ArrayList<>(words)).directory(ROOT.toFile());
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output =
        CompletableFuture.supplyAsync(
            () -> {
              try (var in = process.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                return e.toString();
              }
            });
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(words + " did not end within " + LIMIT);
    }
    return new Ran(process.exitValue(), output.join());
  }

  /** Its output, if it went well. */
  String expectSuccess() {
    assertThat(exitCode).as(output).isZero();
    return output;
  }
}
