package gradlab.metrics.gpu;

import java.io.IOException;
import java.io.InputStream;
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

/**
 * The program that knows NVIDIA's GPUs.
 *
 * @param program where it is
 * @param limit it hangs where a driver does; then it is ended
 */
record NvidiaSmi(Path program, Duration limit) {
  private static final int MOST_BYTES = 64 * 1024;

  /** Where it is on PATH; empty: there is none, so no GPU of NVIDIA. */
  static Optional<NvidiaSmi> find(Optional<String> path, Duration limit) {
    for (String folder : path.orElse("").split(":", -1)) {
      Path candidate = Path.of(folder, "nvidia-smi");
      if (!folder.isEmpty() && Files.isExecutable(candidate)) {
        return Optional.of(new NvidiaSmi(candidate, limit));
      }
    }
    return Optional.empty();
  }

  /** IOException where it does not answer in time, or fails. */
  List<GpuReading> read() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                program.toString(),
                "--query-gpu=" + GpuReading.QUERY,
                "--format=csv,noheader,nounits")
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().close();
      var output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(program + " did not answer within " + limit.toMillis() + " ms");
      }
      String said = output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s ended with exit code %d: %s"
                .formatted(
                    program, process.exitValue(), said.lines().findFirst().orElse("no output")));
      }
      return GpuReading.parse(said);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(program + " has ended, but its output has not", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String text(InputStream output) {
    try {
      return new String(output.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // the process was ended
    }
  }
}
