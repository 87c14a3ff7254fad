package gradlab.rpc;

import gradlab.domain.Halving;
import gradlab.experiments.sweep.SweepView;
import gradlab.experiments.sweep.TrialView;
import gradlab.store.SweepRecord;
import gradlab.v1.Sweep;
import gradlab.v1.SweepEffect;
import gradlab.v1.SweepState;
import gradlab.v1.SweepTrial;
import gradlab.v1.TestLook;
import gradlab.wire.StateMessages;
import gradlab.wire.TimeMessages;
import java.time.Instant;
import java.util.List;

/** Sweeps as the API shows them. */
final class SweepMessages {
  private SweepMessages() {}

  static Sweep sweep(SweepView view) {
    SweepRecord record = view.record();
    var use = view.use(Instant.now());
    var message =
        Sweep.newBuilder()
            .setSweepId(record.id().value())
            .setName(record.name())
            .setState(state(record.state()))
            .setStateReason(record.stateReason())
            .setCreateTime(TimeMessages.timestamp(record.createTime()))
            .setMetric(record.metric())
            .setParallel(record.parallel())
            .addAllRungs(
                record
                    .halving()
                    .map(Halving::rungs)
                    .orElseGet(() -> List.of(record.trials().get(0).config().training().epochs())))
            .setDeviceTime(TimeMessages.duration(use.time()))
            .setCost(use.cost())
            .setTrialCount(record.trials().size())
            .setEndedCount((int) view.ended());
    record.limits().maxDuration().map(TimeMessages::duration).ifPresent(message::setMaxDeviceTime);
    record.limits().maxCost().ifPresent(message::setMaxCost);
    view.best().map(SweepMessages::trial).ifPresent(message::setBest);
    record
        .testLooks()
        .forEach(
            look ->
                message.addTestLooks(
                    TestLook.newBuilder()
                        .setRunId(look.run().value())
                        .setTime(TimeMessages.timestamp(look.time()))));
    return message.build();
  }

  static SweepTrial trial(TrialView view) {
    var message =
        SweepTrial.newBuilder()
            .setIndex(view.index())
            .putAllParameters(view.parameters())
            .setEpochs(view.epochs().size())
            .setTargetEpochs(view.targetEpochs());
    view.run()
        .ifPresent(
            run -> message.setRunId(run.id().value()).setState(StateMessages.message(run.state())));
    view.best().ifPresent(message::setBest);
    view.bestEpoch().ifPresent(message::setBestEpoch);
    return message.build();
  }

  static SweepEffect effect(SweepView.Effect effect) {
    return SweepEffect.newBuilder()
        .setField(effect.field())
        .setValue(effect.value())
        .setBest(SpreadMessages.spread(effect.best()))
        .build();
  }

  private static SweepState state(gradlab.domain.SweepState state) {
    return switch (state) {
      case RUNNING -> SweepState.SWEEP_STATE_RUNNING;
      case PAUSED -> SweepState.SWEEP_STATE_PAUSED;
      case STOPPED -> SweepState.SWEEP_STATE_STOPPED;
      case COMPLETED -> SweepState.SWEEP_STATE_COMPLETED;
    };
  }
}
