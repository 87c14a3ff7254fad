package gradlab.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls of the API. One that streams lasts as long as somebody looks, so it is counted under names
 * of its own: with the others it would spoil every latency. Labels are the methods of our services
 * and gRPC's codes, of which there are few. Thread-safe.
 */
public final class GrpcMetrics {
  private static final Duration[] CALL_BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };
  private static final Duration[] STREAM_BUCKETS = {
    Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1)
  };

  private final MeterRegistry registry;
  private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

  GrpcMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A call begins.
   *
   * @param method SERVICE/METHOD
   * @param streams whether either side may send more than one message
   */
  public Call begin(String method, boolean streams) {
    if (streams) {
      openStreams(method).incrementAndGet();
    }
    return new Call(method, streams);
  }

  private AtomicInteger openStreams(String method) {
    return open.computeIfAbsent(
        method,
        name -> {
          var count = new AtomicInteger(); // held by the map
          Gauge.builder("gradlab.grpc.streams.open", count, AtomicInteger::get)
              .description("Streaming calls in progress")
              .tag("method", name)
              .register(registry);
          return count;
        });
  }

  /** One call. */
  public final class Call {
    private final String method;
    private final boolean streams;
    private final long from = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();

    private Call(String method, boolean streams) {
      this.method = method;
      this.streams = streams;
    }

    /** A message of a stream came in. */
    public void received() {
      message("received");
    }

    /** A message of a stream went out. */
    public void sent() {
      message("sent");
    }

    private void message(String direction) {
      if (streams) {
        Counter.builder("gradlab.grpc.stream.messages")
            .description("Messages of streaming calls")
            .tag("method", method)
            .tag("direction", direction)
            .register(registry)
            .increment();
      }
    }

    /**
     * The call is over; only the first end counts.
     *
     * @param code gRPC's, for example OK
     */
    public void end(String code) {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      Counter.builder(streams ? "gradlab.grpc.streams" : "gradlab.grpc.calls")
          .description(streams ? "Streaming calls that have ended" : "Unary calls")
          .tag("method", method)
          .tag("code", code)
          .register(registry)
          .increment();
      Timer.builder(streams ? "gradlab.grpc.stream.duration" : "gradlab.grpc.call.duration")
          .description(streams ? "How long streaming calls lasted" : "How long unary calls took")
          .serviceLevelObjectives(streams ? STREAM_BUCKETS : CALL_BUCKETS)
          .tag("method", method)
          .register(registry)
          .record(System.nanoTime() - from, TimeUnit.NANOSECONDS);
      if (streams) {
        openStreams(method).decrementAndGet();
      }
    }
  }
}
