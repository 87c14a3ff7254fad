package gradlab.store;

import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.store.v1.Config;
import gradlab.store.v1.RunCreated;

/** How a run was started, as the first record of its log, and back. */
final class ConfigRecords {
  private ConfigRecords() {}

  static RunCreated created(RunView view) {
    return RunCreated.newBuilder()
        .setRunId(view.id().value())
        .setConfig(config(view.config()))
        .setCreateTime(MetricRecords.time(view.createTime()))
        .setRequestId(view.requestId())
        .build();
  }

  static RunView created(RunCreated r) {
    return RunView.created(
        RunId.of(r.getRunId()),
        config(r.getConfig()),
        r.getRequestId(),
        MetricRecords.time(r.getCreateTime()));
  }

  private static Config config(RunConfig config) {
    NetworkConfig n = config.network();
    var record =
        Config.newBuilder()
            .setNetwork(n.network())
            .setBlock(n.block())
            .setStages(n.stages())
            .setBlocksPerStage(n.blocksPerStage())
            .setFilters(n.filters())
            .setClasses(n.classes())
            .setActivationSlope(n.activationSlope())
            .setDeepSupervision(n.deepSupervision())
            .setName(config.name())
            .putAllTags(config.tags())
            .setInitFrom(config.initFrom());
    TrainingRecords.write(config.training(), record);
    return record.build();
  }

  private static RunConfig config(Config c) {
    var network =
        new NetworkConfig(
            c.getNetwork(),
            c.getBlock(),
            c.getStages(),
            c.getBlocksPerStage(),
            c.getFilters(),
            c.getClasses(),
            c.getActivationSlope(),
            c.getDeepSupervision());
    return new RunConfig(
        network, TrainingRecords.read(c), c.getName(), c.getTagsMap(), c.getInitFrom());
  }
}
