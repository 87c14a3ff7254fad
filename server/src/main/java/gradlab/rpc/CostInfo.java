package gradlab.rpc;

import gradlab.cost.CostControl;
import gradlab.cost.IdleShutdown;
import gradlab.runs.RunManager;
import gradlab.v1.GetServerInfoResponse;
import gradlab.wire.TimeMessages;
import java.util.Optional;

/**
 * What the server says about money and about its own end.
 *
 * @param idle empty where there is no idle command
 * @param preemptionNotice gce or none
 */
public record CostInfo(CostControl cost, Optional<IdleShutdown> idle, String preemptionNotice) {

  void write(GetServerInfoResponse.Builder info, RunManager runs) {
    var use = cost.total();
    info.setDeviceTime(TimeMessages.duration(use.time()))
        .setUnpricedDeviceTime(TimeMessages.duration(use.unpriced()))
        .setCost(use.cost())
        .setQueueHold(runs.queueHold())
        .setPreemptionNotice(preemptionNotice);
    cost.pricePerHour().ifPresent(info::setPricePerHour);
    cost.budget().ifPresent(info::setBudget);
    idle.ifPresent(
        i -> {
          info.setIdleShutdown(TimeMessages.duration(i.after()))
              .setIdleTime(TimeMessages.duration(i.idle()))
              .setIdleCommandResult(i.lastResult());
          i.shutdownIn().map(TimeMessages::duration).ifPresent(info::setIdleShutdownIn);
        });
  }
}
