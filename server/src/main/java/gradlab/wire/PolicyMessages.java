package gradlab.wire;

import static gradlab.wire.ConfigMessages.requireSet;

import gradlab.domain.RunLimits;
import gradlab.domain.RunPolicy;
import java.util.Optional;
import java.util.OptionalDouble;

/** How the server treats a run, with every field set but limits that there are not. */
final class PolicyMessages {
  private PolicyMessages() {}

  static gradlab.v1.RunPolicy message(RunPolicy p) {
    var message =
        gradlab.v1.RunPolicy.newBuilder()
            .setPriority(p.priority())
            .setMaxRestarts(p.maxRestarts())
            .setCheckpointEvery(TimeMessages.duration(p.checkpointEvery()))
            .setKeepEveryEpochs(p.keepEveryEpochs())
            .setNanGuard(p.nanGuard())
            .setEvaluateTest(p.evaluateTest());
    p.limits().maxDuration().map(TimeMessages::duration).ifPresent(message::setMaxDuration);
    p.limits().maxCost().ifPresent(message::setMaxCost);
    return message.build();
  }

  /** IllegalArgumentException where a field is not set. */
  static RunPolicy policy(gradlab.v1.RunPolicy m) {
    requireSet(m.hasPriority(), "policy.priority");
    requireSet(m.hasMaxRestarts(), "policy.max_restarts");
    requireSet(m.hasCheckpointEvery(), "policy.checkpoint_every");
    requireSet(m.hasKeepEveryEpochs(), "policy.keep_every_epochs");
    requireSet(m.hasNanGuard(), "policy.nan_guard");
    requireSet(m.hasEvaluateTest(), "policy.evaluate_test");
    return new RunPolicy(
        m.getPriority(),
        m.getMaxRestarts(),
        TimeMessages.duration(m.getCheckpointEvery()),
        m.getKeepEveryEpochs(),
        m.getNanGuard(),
        m.getEvaluateTest(),
        limits(m));
  }

  /** Not set: no limit. */
  private static RunLimits limits(gradlab.v1.RunPolicy m) {
    return new RunLimits(
        m.hasMaxDuration()
            ? Optional.of(TimeMessages.duration(m.getMaxDuration()))
            : Optional.empty(),
        m.hasMaxCost() ? OptionalDouble.of(m.getMaxCost()) : OptionalDouble.empty());
  }
}
