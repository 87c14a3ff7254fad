package gradlab.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A collector on this machine gets the same meters; without one nothing of it is loaded. */
class OtlpTest {
  private record Received(String path, String type, String body) {}

  @Test
  void aCollectorReceivesTheMeters() throws Exception {
    var received = new CompletableFuture<Received>();
    var collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    collector.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            exchange.sendResponseHeaders(200, -1);
            received.complete(
                new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
          }
        });
    collector.start();
    var endpoint =
        URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics");
    var otlp = new MetricsSettings.Otlp(endpoint, Duration.ofSeconds(1));
    try (var metrics =
        new ServerMetrics(new MetricsSettings(Duration.ZERO, 0, Optional.of(otlp)))) {
      var request = received.get(30, TimeUnit.SECONDS);
      assertThat(request.path()).isEqualTo("/v1/metrics");
      assertThat(request.type()).isEqualTo("application/x-protobuf");
      assertThat(request.body())
          .contains(
              "gradlab.streams.open", "gradlab.run.transitions", "service.name", "jvm.memory");
      assertThat(metrics.scrape()).contains("gradlab_streams_open 0.0");
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void isOffByDefault() {
    assertThat(MetricsSettings.DEFAULT.otlp()).isEmpty();
    assertThat(MetricsSettings.DEFAULT.keepEnded()).isEqualTo(Duration.ofMinutes(5));
    assertThat(MetricsSettings.DEFAULT.mostEnded()).isEqualTo(8);
  }
}
