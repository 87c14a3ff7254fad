package gradlab.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class GrpcMetricsTest {
  @AutoClose private final ServerMetrics metrics = new ServerMetrics();

  private Page page() {
    return new Page(metrics.scrape());
  }

  @Test
  void streamsHaveNamesOfTheirOwn() {
    var call = metrics.grpc().begin("S/Get", false);
    call.sent();
    call.end("OK");
    call.end("CANCELLED"); // the client hung up after the answer
    var stream = metrics.grpc().begin("S/Follow", true);
    stream.received();
    stream.sent();
    stream.sent();
    var page = page();
    assertThat(page.lines("gradlab_grpc_calls_total"))
        .containsExactly("gradlab_grpc_calls_total{code=\"OK\",method=\"S/Get\"} 1.0");
    assertThat(page.lines("gradlab_grpc_call_duration_seconds_count")).hasSize(1);
    assertThat(page.value("gradlab_grpc_streams_open", "S/Follow")).isEqualTo(1);
    assertThat(page.value("gradlab_grpc_stream_messages_total", "sent")).isEqualTo(2);
    assertThat(page.value("gradlab_grpc_stream_messages_total", "received")).isEqualTo(1);
    assertThat(page.lines("gradlab_grpc_streams_total")).isEmpty();
    stream.end("CANCELLED");
    assertThat(page().value("gradlab_grpc_streams_open", "S/Follow")).isZero();
    assertThat(page().value("gradlab_grpc_streams_total", "CANCELLED")).isEqualTo(1);
    assertThat(page().lines("gradlab_grpc_call_duration_seconds_count", "Follow")).isEmpty();
  }
}
