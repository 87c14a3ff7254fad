package gradlab.store;

import gradlab.domain.RunPolicy;
import gradlab.store.v1.Config;
import gradlab.store.v1.Policy;
import java.time.Duration;

/** How the server treats a run, as records of the log, and back. */
final class PolicyRecords {
  private PolicyRecords() {}

  static Policy of(RunPolicy p) {
    return Policy.newBuilder()
        .setPriority(p.priority())
        .setMaxRestarts(p.maxRestarts())
        .setCheckpointEveryMillis(p.checkpointEvery().toMillis())
        .setKeepEveryEpochs(p.keepEveryEpochs())
        .setWithoutNanGuard(!p.nanGuard())
        .build();
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
        !p.getWithoutNanGuard());
  }
}
