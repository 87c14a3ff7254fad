package gradlab.store;

import gradlab.domain.DeepSupervision;
import gradlab.domain.Fork;
import gradlab.domain.GroupId;
import gradlab.domain.Imported;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.domain.TrainingConfig;
import gradlab.store.v1.Config;
import gradlab.store.v1.RunCreated;
import java.util.Optional;
import java.util.OptionalInt;

/** How a run was started, as the first record of its log, and back. */
final class ConfigRecords {
  private ConfigRecords() {}

  static RunCreated created(RunView view) {
    var record =
        RunCreated.newBuilder()
            .setRunId(view.id().value())
            .setConfig(config(view.config()))
            .setCreateTime(MetricRecords.time(view.createTime()))
            .setRequestId(view.requestId());
    view.fork()
        .ifPresent(
            f ->
                record
                    .getForkBuilder()
                    .setParentRunId(f.parent().value())
                    .addAllCheckpoints(f.checkpoints().stream().map(MetricRecords::of).toList()));
    return record.build();
  }

  static RunView created(RunCreated r) {
    return RunView.created(
        RunId.of(r.getRunId()),
        config(r.getConfig()),
        r.getRequestId(),
        MetricRecords.time(r.getCreateTime()),
        r.hasFork() ? Optional.of(fork(r.getFork())) : Optional.empty());
  }

  private static Fork fork(gradlab.store.v1.Fork f) {
    return new Fork(
        RunId.of(f.getParentRunId()),
        f.getCheckpointsList().stream().map(MetricRecords::of).toList());
  }

  static Config config(RunConfig config) {
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
            .setKernel(n.kernel())
            .setDropout(n.dropout())
            .setInitScale(n.initScale())
            .setName(config.name())
            .putAllTags(config.tags())
            .setInitFrom(config.initFrom())
            .setPolicy(PolicyRecords.of(config.policy()));
    config.group().ifPresent(g -> record.setGroup(g.value()));
    n.growth().ifPresent(record::setGrowth);
    n.deepSupervision()
        .ifPresent(
            s ->
                record
                    .setDeepSupervision(true)
                    .setSupervisionWeight(s.weight())
                    .setSupervisionHeads(s.heads().word()));
    if (config.imported().isPresent()) {
      record.setImported(imported(config.imported().get()));
    } else {
      TrainingRecords.write(config.training(), record);
    }
    return record.build();
  }

  static RunConfig config(Config c) {
    var network =
        new NetworkConfig(
            c.getNetwork(),
            c.getBlock(),
            c.getStages(),
            c.getBlocksPerStage(),
            c.getFilters(),
            c.getClasses(),
            c.getActivationSlope(),
            c.getDeepSupervision() ? Optional.of(supervision(c)) : Optional.empty(),
            c.hasKernel() ? c.getKernel() : NetworkConfig.KERNEL,
            c.hasGrowth() ? OptionalInt.of(c.getGrowth()) : OptionalInt.empty(),
            c.getDropout(),
            c.hasInitScale() ? c.getInitScale() : 1);
    return new RunConfig(
        network,
        c.hasImported() ? TrainingConfig.NOT_KNOWN : TrainingRecords.read(c),
        c.getName(),
        c.getTagsMap(),
        c.getInitFrom(),
        PolicyRecords.of(c),
        c.getGroup().isEmpty() ? Optional.empty() : Optional.of(GroupId.of(c.getGroup())),
        c.hasImported() ? Optional.of(imported(c.getImported())) : Optional.empty());
  }

  private static gradlab.store.v1.Imported imported(Imported from) {
    return gradlab.store.v1.Imported.newBuilder()
        .setFormat(from.format())
        .addAllFiles(from.files())
        .setContentSha256(from.contentSha256())
        .build();
  }

  private static Imported imported(gradlab.store.v1.Imported i) {
    return new Imported(i.getFormat(), i.getFilesList(), i.getContentSha256());
  }

  /** As it always was before it could be chosen. */
  private static DeepSupervision supervision(Config c) {
    return new DeepSupervision(
        c.hasSupervisionWeight() ? c.getSupervisionWeight() : DeepSupervision.WEIGHT,
        c.getSupervisionHeads().isEmpty()
            ? DeepSupervision.Heads.STAGE
            : DeepSupervision.Heads.of(c.getSupervisionHeads()));
  }
}
