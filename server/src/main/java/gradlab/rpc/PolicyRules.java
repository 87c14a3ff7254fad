package gradlab.rpc;

import gradlab.domain.RunPolicy;
import gradlab.wire.TimeMessages;
import java.time.Duration;

/** Fills in and checks how the server is to treat a run. */
final class PolicyRules {
  private static final String FIELD = "config.policy.";
  private static final Duration LONGEST = Duration.ofDays(365);

  private PolicyRules() {}

  static RunPolicy check(gradlab.v1.RunPolicy asked, Violations violations) {
    var standard = RunPolicy.DEFAULT;
    int priority = asked.hasPriority() ? asked.getPriority() : standard.priority();
    int restarts = asked.hasMaxRestarts() ? asked.getMaxRestarts() : standard.maxRestarts();
    int keep = asked.hasKeepEveryEpochs() ? asked.getKeepEveryEpochs() : standard.keepEveryEpochs();
    violations.range(FIELD + "priority", priority, -100, 100);
    violations.range(FIELD + "max_restarts", restarts, 0, 100);
    violations.range(FIELD + "keep_every_epochs", keep, 0, TrainingRules.MOST_EPOCHS);
    return new RunPolicy(
        priority,
        restarts,
        checkpointEvery(asked, violations),
        keep,
        asked.hasNanGuard() ? asked.getNanGuard() : standard.nanGuard(),
        asked.hasEvaluateTest() ? asked.getEvaluateTest() : standard.evaluateTest(),
        LimitRules.check(FIELD, asked, violations));
  }

  private static Duration checkpointEvery(gradlab.v1.RunPolicy asked, Violations violations) {
    if (!asked.hasCheckpointEvery()) {
      return RunPolicy.DEFAULT.checkpointEvery();
    }
    var every = asked.getCheckpointEvery();
    boolean zero = every.getSeconds() == 0 && every.getNanos() == 0;
    boolean inRange =
        every.getSeconds() >= 1
            && every.getSeconds() <= LONGEST.toSeconds()
            && every.getNanos() >= 0
            && every.getNanos() < 1_000_000_000;
    if (!zero && !inRange) {
      violations.add(
          FIELD + "checkpoint_every",
          "is %d s and %d ns, must be 1 s to %d days, or 0 for the epochs' ends only"
              .formatted(every.getSeconds(), every.getNanos(), LONGEST.toDays()));
      return RunPolicy.DEFAULT.checkpointEvery();
    }
    return TimeMessages.duration(every);
  }
}
