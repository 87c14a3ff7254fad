package gradlab.server;

import gradlab.v1.StartRunRequest;

/** A small VGG_08 on 90 images of the bundled sample: 3 steps an epoch, each on record. */
final class SmallRun {
  private SmallRun() {}

  static StartRunRequest.Builder request(int filters, int epochs) {
    var request = StartRunRequest.newBuilder();
    var config = request.getConfigBuilder();
    config.getNetworkBuilder().setNetwork("VGG_08").setFilters(filters);
    config
        .getTrainingBuilder()
        .setEpochs(epochs)
        .setBatchSize(30)
        .setTrainLimit(90)
        .setMetricsEverySteps(1);
    return request;
  }
}
