package gradlab.client.command;

import com.google.protobuf.Duration;
import gradlab.v1.RunPolicy;
import picocli.CommandLine.Option;

/** How the server treats a run. What is not given is left to the server, which also checks it. */
final class PolicyOptions {
  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "Of runs that wait, the highest goes first: -100 to 100. Default: 0.")
  private Integer priority;

  @Option(
      names = "--max-restarts",
      paramLabel = "N",
      description = "After a crash, go on from the newest checkpoint, so many times. Default: 0.")
  private Integer maxRestarts;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      description = "Checkpoint within an epoch after so long; 0s: at its end only. Default: 10m.")
  private java.time.Duration checkpointEvery;

  @Option(
      names = "--keep-every",
      paramLabel = "EPOCHS",
      description =
          "Keep every so many epochs' checkpoint, beside best and newest; 0: none, 1: all."
              + " Default: 10.")
  private Integer keepEvery;

  @Option(
      names = "--no-nan-guard",
      description = "Go on when the loss is not a finite number any more.")
  private boolean noNanGuard;

  @Option(
      names = "--no-test",
      description =
          "Do not evaluate the test split at the end; `gradlab evaluate` does it when you decide.")
  private boolean noTest;

  RunPolicy policy() {
    var policy = RunPolicy.newBuilder();
    Given.ifGiven(priority, policy::setPriority);
    Given.ifGiven(maxRestarts, policy::setMaxRestarts);
    Given.ifGiven(
        checkpointEvery,
        every ->
            policy.setCheckpointEvery(
                Duration.newBuilder().setSeconds(every.getSeconds()).setNanos(every.getNano())));
    Given.ifGiven(keepEvery, policy::setKeepEveryEpochs);
    if (noNanGuard) {
      policy.setNanGuard(false);
    }
    if (noTest) {
      policy.setEvaluateTest(false);
    }
    return policy.build();
  }
}
