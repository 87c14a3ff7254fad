package gradlab.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.access.BearerFile;
import gradlab.access.FailedAttempts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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
  void whoGuessesMustWait() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN);
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var nanos = new AtomicLong();
    try (var metrics = new ServerMetrics();
        var page =
            new MetricsEndpoint(
                any, metrics, Optional.of(new BearerFile(file)), new FailedAttempts(nanos::get))) {
      for (int i = 0; i < 20; i++) {
        assertThat(get(page, Optional.empty()).statusCode()).as("no guess").isEqualTo(401);
      }
      assertThat(get(page, Optional.of("Bearer " + TOKEN)).statusCode()).isEqualTo(200);
      for (int i = 0; i < FailedAttempts.AT_ONCE; i++) {
        get(page, Optional.of("Bearer guess-" + i));
      }
      assertThat(get(page, Optional.of("Bearer " + TOKEN)).statusCode()).isEqualTo(401);
      nanos.addAndGet(FailedAttempts.EVERY.toNanos());
      assertThat(get(page, Optional.of("Bearer " + TOKEN)).statusCode()).isEqualTo(200);
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
