package gradlab.wire;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times and durations, to the nanosecond. */
public final class TimeMessages {
  private TimeMessages() {}

  public static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  public static Instant instant(Timestamp message) {
    return Instant.ofEpochSecond(message.getSeconds(), message.getNanos());
  }

  /** Protobuf wants seconds and nanos of the same sign; java.time keeps the nanos positive. */
  public static Duration duration(java.time.Duration duration) {
    long seconds = duration.getSeconds();
    int nanos = duration.getNano();
    if (seconds < 0 && nanos > 0) {
      seconds++;
      nanos -= 1_000_000_000;
    }
    return Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  public static java.time.Duration duration(Duration message) {
    return java.time.Duration.ofSeconds(message.getSeconds(), message.getNanos());
  }
}
