package gradlab.store;

import gradlab.domain.RunLimits;
import gradlab.domain.RunPolicy;
import gradlab.store.v1.Config;
import gradlab.store.v1.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** How the server treats a run, as records of the log, and back. */
final class PolicyRecords {
  private PolicyRecords() {}

  static Policy of(RunPolicy p) {
    var record =
        Policy.newBuilder()
            .setPriority(p.priority())
            .setMaxRestarts(p.maxRestarts())
            .setCheckpointEveryMillis(p.checkpointEvery().toMillis())
            .setKeepEveryEpochs(p.keepEveryEpochs())
            .setWithoutNanGuard(!p.nanGuard())
            .setWithoutTest(!p.evaluateTest());
    p.limits().maxDuration().map(Duration::toMillis).ifPresent(record::setMaxDurationMillis);
    p.limits().maxCost().ifPresent(record::setMaxCost);
    return record.build();
  }

  /** Older logs have none. */
  static RunPolicy of(Config c) {
    if (!c.hasPolicy()) {
      return RunPolicy.DEFAULT;
    }
    var p = c.getPolicy();
    return new RunPolicy(
        p.getPriority(),
        p.getMaxRestarts(),
        Duration.ofMillis(p.getCheckpointEveryMillis()),
        p.getKeepEveryEpochs(),
        !p.getWithoutNanGuard(),
        !p.getWithoutTest(),
        limits(p));
  }

  private static RunLimits limits(Policy p) {
    return new RunLimits(
        p.hasMaxDurationMillis()
            ? Optional.of(Duration.ofMillis(p.getMaxDurationMillis()))
            : Optional.empty(),
        p.hasMaxCost() ? OptionalDouble.of(p.getMaxCost()) : OptionalDouble.empty());
  }
}
