package gradlab.grafana.live;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Prometheus that scrapes one server, with the rules of this repository. */
public final class PrometheusProcess implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  /**
   * @param folder for its configuration and data; empty
   * @param every how often it scrapes, for example 1s
   */
  public PrometheusProcess(Path program, Path folder, int metricsPort, String every)
      throws IOException {
    Files.createDirectories(folder);
    port = freePort();
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: %1$s, scrape_timeout: %1$s, evaluation_interval: %1$s}
            rule_files: ["%2$s/*.yml"]
            scrape_configs:
              - job_name: gradlab
                static_configs: [{targets: ["127.0.0.1:%3$d"]}]
            """
                .formatted(every, Checkout.rules(), metricsPort));
    process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("Prometheus has ended; see its prometheus.log");
    }
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** The newest value of each series. */
  public List<Answer> now(String expr) throws IOException, InterruptedException {
    return data("/api/v1/query?query=" + encoded(expr));
  }

  /** Over time; from, to and step are in seconds. */
  public List<Answer> range(String expr, double from, double to, double step)
      throws IOException, InterruptedException {
    return data(
        "/api/v1/query_range?query=%s&start=%.3f&end=%.3f&step=%.3f"
            .formatted(encoded(expr), from, to, step));
  }

  private List<Answer> data(String path) throws IOException, InterruptedException {
    var answer = get(path);
    if (answer.statusCode() != 200) {
      throw new IllegalArgumentException(answer.body());
    }
    return Answer.parse(
        JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("data"));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(CALL).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
