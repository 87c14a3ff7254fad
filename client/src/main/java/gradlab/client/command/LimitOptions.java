package gradlab.client.command;

import com.google.protobuf.Duration;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.RunPolicy;
import picocli.CommandLine.Option;

/** What a run may use. What is not given is left to the server, which also checks what is given. */
final class LimitOptions {
  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Stop with a checkpoint after so much time on the device, over all attempts, such as 2h;"
              + " warns at 80%%; 0s: no limit.")
  private java.time.Duration maxDuration;

  @Option(
      names = "--max-cost",
      paramLabel = "AMOUNT",
      description =
          "The same for what that time costs; the server needs --price-per-hour; 0: no limit.")
  private Double maxCost;

  /** Limits of a new run. */
  void into(RunPolicy.Builder policy) {
    Given.ifGiven(maxDuration, d -> policy.setMaxDuration(message(d)));
    Given.ifGiven(maxCost, policy::setMaxCost);
  }

  /** New limits of a run. */
  void into(ResumeRunRequest.Builder request) {
    Given.ifGiven(maxDuration, d -> request.setMaxDuration(message(d)));
    Given.ifGiven(maxCost, request::setMaxCost);
  }

  private static Duration message(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
