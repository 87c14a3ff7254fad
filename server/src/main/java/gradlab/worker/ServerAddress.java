package gradlab.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * How a worker finds its server: worker-connection.properties in the run's directory, which only
 * its owner can read. A restarted server writes it anew, so it is read before every connection.
 *
 * @param endpoint HOST:PORT
 * @param token this run's secret; never logged
 * @param launch which launch of a worker it is meant for
 * @param patience without a server for so long the worker checkpoints and ends
 */
record ServerAddress(
    String endpoint, String token, String launch, String runId, int attempt, Duration patience) {
  static ServerAddress read(Path runDirectory) throws IOException {
    var properties = new Properties();
    Path file = runDirectory.resolve("worker-connection.properties");
    try (var in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return new ServerAddress(
        field(properties, "endpoint", file),
        field(properties, "token", file),
        field(properties, "launch", file),
        field(properties, "run_id", file),
        Integer.parseInt(field(properties, "attempt", file)),
        Duration.ofMillis(Long.parseLong(field(properties, "orphan_limit_millis", file))));
  }

  private static String field(Properties properties, String name, Path file) throws IOException {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IOException(file + " has no field " + name);
    }
    return value;
  }

  @Override
  public String toString() {
    return endpoint + " for run " + runId + ", attempt " + attempt;
  }
}
