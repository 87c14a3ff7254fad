package gradlab.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.access.BearerFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsEndpointTest {
  private static final String TOKEN = "a-token-of-20-letters";
  @TempDir private Path folder;

  private static HttpResponse<String> get(MetricsEndpoint page, Optional<String> authorization)
      throws Exception {
    var request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + page.address().getPort() + "/metrics"));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void withATokenFileOnlyItsTokenReads() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var metrics = new ServerMetrics();
        var page = new MetricsEndpoint(any, metrics, Optional.of(new BearerFile(file)))) {
      for (var wrong : new String[] {"Bearer wrong", "Basic " + TOKEN, TOKEN}) {
        assertThat(get(page, Optional.of(wrong)).statusCode()).as(wrong).isEqualTo(401);
      }
      var refused = get(page, Optional.empty());
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(refused.body()).doesNotContain("jvm_", TOKEN);
      var read = get(page, Optional.of("Bearer " + TOKEN));
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(read.body()).contains("jvm_memory").doesNotContain(TOKEN);
    }
  }

  @Test
  void withoutOneEverybodyReads() throws Exception {
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var metrics = new ServerMetrics();
        var page = new MetricsEndpoint(any, metrics, Optional.empty())) {
      metrics.countRefused("UNAUTHENTICATED");
      metrics.countRefused("UNAUTHENTICATED");
      assertThat(get(page, Optional.empty()).body())
          .contains("gradlab_calls_refused_total{code=\"unauthenticated\"} 2.0");
    }
  }
}
