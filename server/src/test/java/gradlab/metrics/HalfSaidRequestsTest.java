package gradlab.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HalfSaidRequestsTest {
  /** More than there are threads: each would hold one until it goes away. */
  private static final int HALF_SAID = 40;

  @Test
  void clientsThatSayHalfARequestDoNotHoldThePage() throws Exception {
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var sockets = new ArrayList<Socket>();
    try (var metrics = new ServerMetrics();
        var page = new MetricsEndpoint(any, metrics, Optional.empty())) {
      for (int i = 0; i < HALF_SAID; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort());
        sockets.add(socket);
        socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
      }
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + page.address().getPort() + "/metrics"))
                      .timeout(Duration.ofSeconds(30))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("jvm_memory_used_bytes");
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }
}
