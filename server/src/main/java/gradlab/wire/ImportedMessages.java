package gradlab.wire;

import gradlab.domain.Imported;
import gradlab.domain.LayerGradient;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.EpochMetrics;

/** What is known of a run that was not trained here. The rest is not set. */
final class ImportedMessages {
  private ImportedMessages() {}

  static gradlab.v1.RunConfig config(RunConfig config, Imported from) {
    var message =
        gradlab.v1.RunConfig.newBuilder().setName(config.name()).putAllTags(config.tags());
    message
        .getImportedBuilder()
        .setFormat(from.format())
        .addAllFiles(from.files())
        .setContentSha256(from.contentSha256());
    var network = config.network();
    message.getNetworkBuilder().setNetwork(network.network()).setBlock(network.block());
    if (network.stages() > 0) {
      message
          .getNetworkBuilder()
          .setStages(network.stages())
          .setBlocksPerStage(network.blocksPerStage());
    }
    return message.build();
  }

  static gradlab.v1.EpochMetrics epoch(EpochMetrics e) {
    return gradlab.v1.EpochMetrics.newBuilder()
        .setEpoch(e.epoch())
        .setTrainLoss(e.trainLoss())
        .setTrainAcc(e.trainAcc())
        .setValLoss(e.valLoss())
        .setValAcc(e.valAcc())
        .setBestEpoch(e.bestEpoch())
        .setBestValAcc(e.bestValAcc())
        .build();
  }

  static gradlab.v1.LayerGradient layer(LayerGradient g) {
    return gradlab.v1.LayerGradient.newBuilder()
        .setLayer(g.layer())
        .setMeanAbs(g.meanAbs())
        .build();
  }
}
