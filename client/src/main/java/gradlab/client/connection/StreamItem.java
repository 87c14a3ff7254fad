package gradlab.client.connection;

import gradlab.v1.StreamMetricsResponse;
import io.grpc.StatusRuntimeException;

/** What comes out of one StreamMetrics call. */
sealed interface StreamItem {
  record Received(StreamMetricsResponse message) implements StreamItem {}

  /** The server said that there is no more. */
  record Ended() implements StreamItem {}

  record Broken(StatusRuntimeException cause) implements StreamItem {}
}
