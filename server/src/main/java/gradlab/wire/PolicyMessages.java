package gradlab.wire;

import static gradlab.wire.ConfigMessages.requireSet;

import gradlab.domain.RunPolicy;

/** How the server treats a run, with every field set. */
final class PolicyMessages {
  private PolicyMessages() {}

  static gradlab.v1.RunPolicy message(RunPolicy p) {
    return gradlab.v1.RunPolicy.newBuilder()
        .setPriority(p.priority())
        .setMaxRestarts(p.maxRestarts())
        .setCheckpointEvery(TimeMessages.duration(p.checkpointEvery()))
        .setKeepEveryEpochs(p.keepEveryEpochs())
        .setNanGuard(p.nanGuard())
        .build();
  }

  /** IllegalArgumentException where a field is not set. */
  static RunPolicy policy(gradlab.v1.RunPolicy m) {
    requireSet(m.hasPriority(), "policy.priority");
    requireSet(m.hasMaxRestarts(), "policy.max_restarts");
    requireSet(m.hasCheckpointEvery(), "policy.checkpoint_every");
    requireSet(m.hasKeepEveryEpochs(), "policy.keep_every_epochs");
    requireSet(m.hasNanGuard(), "policy.nan_guard");
    return new RunPolicy(
        m.getPriority(),
        m.getMaxRestarts(),
        TimeMessages.duration(m.getCheckpointEvery()),
        m.getKeepEveryEpochs(),
        m.getNanGuard());
  }
}
