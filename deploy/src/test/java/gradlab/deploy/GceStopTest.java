package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command that stops the instance, against a metadata server and an API on loopback. */
class GceStopTest {
  private static final Map<String, String> METADATA =
      Map.of(
          "/computeMetadata/v1/instance/zone", "projects/12/zones/europe-west4-b",
          "/computeMetadata/v1/instance/name", "gradlab",
          "/computeMetadata/v1/instance/service-accounts/default/token",
              "{\"access_token\":\"ya29.secret\",\"expires_in\":3000,\"token_type\":\"Bearer\"}");
  private static final String STOP = "/api/projects/12/zones/europe-west4-b/instances/gradlab/stop";

  private final List<String> stops = new CopyOnWriteArrayList<>();
  private HttpServer google;
  private int answer = 200;

  @BeforeEach
  void start() throws IOException {
    Tool.needed("curl", "Debian's package curl");
    google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    google.createContext("/", this::handle);
    google.start();
  }

  @AfterEach
  void stop() {
    google.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    var headers = exchange.getRequestHeaders();
    if (METADATA.containsKey(path) && "Google".equals(headers.getFirst("Metadata-Flavor"))) {
      reply(exchange, 200, METADATA.get(path));
    } else if (path.startsWith("/api/")) {
      stops.add(exchange.getRequestMethod() + " " + path + " " + headers.getFirst("Authorization"));
      reply(exchange, answer, answer == 200 ? "{}" : "{\"error\":\"no permission\"}");
    } else {
      reply(exchange, 404, "");
    }
  }

  private static void reply(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Ran call() throws Exception {
    String host = "127.0.0.1:" + google.getAddress().getPort();
    return Ran.command(
        Map.of("GCE_METADATA_HOST", host, "GCE_COMPUTE_API", "http://" + host + "/api"),
        List.of("deploy/install/gce-stop"));
  }

  @Test
  void asksForThisInstancesStop() throws Exception {
    call().expectSuccess();
    assertThat(stops).containsExactly("POST " + STOP + " Bearer ya29.secret");
  }

  @Test
  void aRefusalIsAFailureWithItsReason() throws Exception {
    answer = 403;
    var ran = call();
    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.output()).contains("no permission").doesNotContain("ya29.secret");
  }
}
