package gradlab.rpc;

import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.experiments.Spread;
import gradlab.experiments.Subject;
import gradlab.v1.GroupEpoch;

/** Statistics over the runs of a group. */
final class SpreadMessages {
  private SpreadMessages() {}

  static gradlab.v1.Spread spread(Spread s) {
    var message = gradlab.v1.Spread.newBuilder().setN(s.n()).setMean(s.mean());
    s.standardDeviation().ifPresent(message::setStandardDeviation);
    return message.build();
  }

  /** Of an epoch that at least one run has finished. */
  static GroupEpoch epoch(Subject subject, int epoch) {
    var message = GroupEpoch.newBuilder().setEpoch(epoch);
    subject
        .at(epoch, EpochMetrics::trainLoss)
        .map(SpreadMessages::spread)
        .ifPresent(message::setTrainLoss);
    subject
        .at(epoch, EpochMetrics::trainAcc)
        .map(SpreadMessages::spread)
        .ifPresent(message::setTrainAcc);
    subject
        .at(epoch, EpochMetrics::valLoss)
        .map(SpreadMessages::spread)
        .ifPresent(message::setValLoss);
    subject
        .at(epoch, EpochMetrics::valAcc)
        .map(SpreadMessages::spread)
        .ifPresent(message::setValAcc);
    return message.build();
  }
}
