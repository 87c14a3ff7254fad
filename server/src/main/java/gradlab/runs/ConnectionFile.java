package gradlab.runs;

import gradlab.domain.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code worker-connection.properties} in a run's directory: how a worker finds its server. A
 * restarted server writes it again with its own endpoint and the same token.
 *
 * @param endpoint HOST:PORT of the server's worker service
 * @param token secret of this run's attempt, 256 bit in hexadecimal; never logged
 * @param launch of which launch of a worker this is; no secret: the worker has it on its command
 *     line, and is no longer wanted where it finds another here. An attempt alone does not tell two
 *     launches apart: a server that is killed while it launches one does not know of it.
 * @param attempt the run's attempt
 * @param orphanLimit without a server for so long the worker checkpoints and ends
 */
public record ConnectionFile(
    String endpoint, String token, String launch, RunId runId, int attempt, Duration orphanLimit) {
  public static final String NAME = "worker-connection.properties";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new attempt, with a new token. */
  static ConnectionFile create(String endpoint, RunId runId, int attempt, Duration orphanLimit) {
    return new ConnectionFile(endpoint, random(32), random(8), runId, attempt, orphanLimit);
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  ConnectionFile at(String newEndpoint, Duration newOrphanLimit) {
    return new ConnectionFile(newEndpoint, token, launch, runId, attempt, newOrphanLimit);
  }

  /** The file in a run's directory, if there is a whole one. */
  public static Optional<ConnectionFile> read(Path runDirectory) throws IOException {
    Path file = runDirectory.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var values = PrivateFile.read(file);
    if (!values
        .stringPropertyNames()
        .containsAll(java.util.List.of("endpoint", "token", "run_id", "attempt"))) {
      return Optional.empty();
    }
    return Optional.of(
        new ConnectionFile(
            values.getProperty("endpoint"),
            values.getProperty("token"),
            values.getProperty("launch", ""), // of a version without it
            new RunId(values.getProperty("run_id")),
            Integer.parseInt(values.getProperty("attempt")),
            Duration.ofMillis(
                Long.parseLong(values.getProperty("orphan_limit_millis", "600000")))));
  }

  void write(Path runDirectory) throws IOException {
    var values = new Properties();
    values.setProperty("endpoint", endpoint);
    values.setProperty("token", token);
    values.setProperty("launch", launch);
    values.setProperty("run_id", runId.value());
    values.setProperty("attempt", Integer.toString(attempt));
    values.setProperty("orphan_limit_millis", Long.toString(orphanLimit.toMillis()));
    PrivateFile.write(runDirectory.resolve(NAME), values);
  }

  @Override
  public String toString() {
    return "ConnectionFile[" + endpoint + ", " + runId + ", attempt " + attempt + "]";
  }
}
