package gradlab.rpc;

import gradlab.store.RunView;
import gradlab.v1.Run;
import gradlab.wire.ConfigMessages;
import gradlab.wire.MetricMessages;
import gradlab.wire.ProvenanceMessages;
import gradlab.wire.StateMessages;
import gradlab.wire.TimeMessages;
import java.time.Instant;

/** Runs as the API shows them. */
public final class RunMessages {
  private RunMessages() {}

  /** As below, now, in a queue that moves. */
  public static Run run(RunView view, int queuePosition) {
    return run(view, queuePosition, "", Instant.now());
  }

  /**
   * @param queuePosition 1-based place in the queue; 0 when not queued
   * @param queueHold why the queue does not move; empty where it does
   * @param now up to which time on the device is shown
   */
  public static Run run(RunView view, int queuePosition, String queueHold, Instant now) {
    var use = view.spending().at(now);
    var message =
        Run.newBuilder()
            .setRunId(view.id().value())
            .setConfig(ConfigMessages.message(view.config()))
            .setState(StateMessages.message(view.state()))
            .setCause(StateMessages.message(view.cause()))
            .setStateReason(view.stateReason())
            .setRestarts(view.restarts())
            .setCreateTime(TimeMessages.timestamp(view.createTime()))
            .setAttempt(view.attempt())
            .setLastSeq(view.lastSeq())
            .setQueuePosition(queuePosition)
            .setQueueHold(queuePosition > 0 ? queueHold : "")
            .setDeviceTime(TimeMessages.duration(use.time()))
            .setUnpricedDeviceTime(TimeMessages.duration(use.unpriced()))
            .setCost(use.cost());
    view.limits().maxDuration().map(TimeMessages::duration).ifPresent(message::setMaxDuration);
    view.limits().maxCost().ifPresent(message::setMaxCost);
    view.startTime().map(TimeMessages::timestamp).ifPresent(message::setStartTime);
    if (view.config().imported().isEmpty()) { // of those it is not known
      view.endTime().map(TimeMessages::timestamp).ifPresent(message::setEndTime);
    }
    view.provenance().map(ProvenanceMessages::message).ifPresent(message::setProvenance);
    view.lastEpoch().map(MetricMessages::message).ifPresent(message::setLastEpoch);
    view.lastStep().map(MetricMessages::message).ifPresent(message::setLastStep);
    view.test().map(MetricMessages::message).ifPresent(message::setTest);
    view.checkpoints().forEach(c -> message.addCheckpoints(MetricMessages.message(c)));
    view.gradientRatio().ifPresent(message::setGradientRatio);
    view.fork()
        .ifPresent(
            f ->
                message
                    .getForkBuilder()
                    .setParentRunId(f.parent().value())
                    .setCheckpoint(f.from().name())
                    .setEpoch(f.from().epoch())
                    .setStep(f.from().step()));
    return message.build();
  }
}
