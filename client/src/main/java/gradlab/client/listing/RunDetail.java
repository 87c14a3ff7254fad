package gradlab.client.listing;

import static gradlab.client.output.Column.text;

import com.google.protobuf.Timestamp;
import gradlab.client.connection.RunStates;
import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.Checkpoint;
import gradlab.v1.ClassPrior;
import gradlab.v1.EpochMetrics;
import gradlab.v1.NetworkConfig;
import gradlab.v1.Provenance;
import gradlab.v1.Run;
import gradlab.v1.StepMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One run whole: `gradlab show`. */
public final class RunDetail {
  private RunDetail() {}

  public static Columns<Run> columns() {
    List<Column<Run>> columns = new ArrayList<>();
    state(columns);
    columns.addAll(CostColumns.ofRun());
    network(columns);
    columns.addAll(TrainingDetail.columns());
    columns.addAll(PolicyDetail.columns());
    results(columns);
    provenance(columns);
    return new Columns<>(true, run -> run, columns);
  }

  private static void state(List<Column<Run>> columns) {
    columns.add(text("run", Run::getRunId));
    columns.add(text("name", run -> run.getConfig().getName()));
    columns.add(text("state", run -> RunStates.name(run.getState())));
    columns.add(text("reason", Run::getStateReason));
    columns.add(text("cause", run -> RunStates.name(run.getCause())));
    columns.add(when("forked_from", Run::hasFork, RunDetail::fork));
    columns.add(when("imported_from", run -> run.getConfig().hasImported(), RunDetail::files));
    columns.add(when("queue_position", run -> run.getQueuePosition() > 0, Run::getQueuePosition));
    columns.add(time("created", Run::hasCreateTime, Run::getCreateTime));
    columns.add(time("started", Run::hasStartTime, Run::getStartTime));
    columns.add(time("ended", Run::hasEndTime, Run::getEndTime));
    columns.add(text("attempt", run -> Integer.toString(run.getAttempt())));
    columns.add(when("restarts", run -> run.getRestarts() > 0, Run::getRestarts));
    columns.add(text("last_seq", run -> Long.toString(run.getLastSeq())));
    columns.add(
        text(
            "tags",
            run ->
                run.getConfig().getTagsMap().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(tag -> Display.oneLine(tag.getKey() + "=" + tag.getValue()))
                    .collect(Collectors.joining("\n"))));
  }

  private static void network(List<Column<Run>> columns) {
    columns.add(ofNetwork("network", n -> true, NetworkConfig::getNetwork));
    columns.add(ofNetwork("block", n -> true, NetworkConfig::getBlock));
    columns.add(ofNetwork("stages", NetworkConfig::hasStages, NetworkConfig::getStages));
    columns.add(
        ofNetwork(
            "blocks_per_stage",
            NetworkConfig::hasBlocksPerStage,
            NetworkConfig::getBlocksPerStage));
    columns.add(ofNetwork("filters", NetworkConfig::hasFilters, NetworkConfig::getFilters));
    columns.add(ofNetwork("classes", NetworkConfig::hasClasses, NetworkConfig::getClasses));
    columns.add(
        ofNetwork(
            "activation_slope",
            NetworkConfig::hasActivationSlope,
            NetworkConfig::getActivationSlope));
    columns.add(
        ofNetwork(
            "deep_supervision",
            NetworkConfig::hasDeepSupervision,
            NetworkConfig::getDeepSupervision));
    unusual(columns);
    columns.add(text("init_from", run -> run.getConfig().getInitFrom()));
  }

  /** What few runs set: shown where it is not the course's. */
  private static void unusual(List<Column<Run>> columns) {
    columns.add(
        ofNetwork(
            "supervision_weight",
            n -> n.hasSupervisionWeight() && n.getSupervisionWeight() != 0.3,
            NetworkConfig::getSupervisionWeight));
    columns.add(
        ofNetwork(
            "supervision_heads",
            n -> !n.getSupervisionHeads().equals("stage"),
            NetworkConfig::getSupervisionHeads));
    columns.add(
        ofNetwork("kernel", n -> n.hasKernel() && n.getKernel() != 3, NetworkConfig::getKernel));
    columns.add(
        ofNetwork("growth", n -> n.hasGrowth() && n.getGrowth() != 8, NetworkConfig::getGrowth));
    columns.add(ofNetwork("dropout", n -> n.getDropout() != 0, NetworkConfig::getDropout));
    columns.add(
        ofNetwork(
            "init_scale",
            n -> n.hasInitScale() && n.getInitScale() != 1,
            NetworkConfig::getInitScale));
  }

  private static void results(List<Column<Run>> columns) {
    columns.add(ofEpoch("epoch", EpochMetrics::getEpoch));
    columns.add(ofEpoch("step", EpochMetrics::hasStep, EpochMetrics::getStep));
    columns.add(ofEpoch("train_loss", EpochMetrics::getTrainLoss));
    columns.add(ofEpoch("train_acc", EpochMetrics::getTrainAcc));
    columns.add(ofEpoch("val_loss", EpochMetrics::getValLoss));
    columns.add(ofEpoch("val_acc", EpochMetrics::getValAcc));
    columns.add(ofEpoch("best_epoch", EpochMetrics::getBestEpoch));
    columns.add(ofEpoch("best_val_acc", EpochMetrics::getBestValAcc));
    columns.add(
        ofEpoch(
            "images_per_second",
            EpochMetrics::hasImagesPerSecond,
            EpochMetrics::getImagesPerSecond));
    columns.add(
        ofEpoch("data_wait_share", EpochMetrics::hasDataWaitShare, EpochMetrics::getDataWaitShare));
    columns.add(ofStep("step_ms", StepMetrics::getStepMs));
    columns.add(when("test_loss", Run::hasTest, run -> run.getTest().getTestLoss()));
    columns.add(when("test_acc", Run::hasTest, run -> run.getTest().getTestAcc()));
    columns.add(when("gradient_ratio", Run::hasGradientRatio, Run::getGradientRatio));
    columns.add(
        when(
            "checkpoints_size",
            run -> run.getCheckpointsCount() > 0,
            run ->
                Display.bytes(
                    run.getCheckpointsList().stream().mapToLong(Checkpoint::getSizeBytes).sum())));
    columns.add(
        text(
            "checkpoints",
            run ->
                run.getCheckpointsList().stream()
                    .map(RunDetail::checkpoint)
                    .collect(Collectors.joining("\n"))));
  }

  private static String files(Run run) {
    return run.getConfig().getImported().getFilesList().stream()
        .map(Display::oneLine)
        .collect(Collectors.joining("\n"));
  }

  private static String fork(Run run) {
    return "%s after epoch %d, step %d"
        .formatted(
            Display.oneLine(run.getFork().getParentRunId()),
            run.getFork().getEpoch(),
            run.getFork().getStep());
  }

  private static String checkpoint(Checkpoint checkpoint) {
    return "%s  epoch %d  step %d  %s  sha256 %s"
        .formatted(
            Display.oneLine(checkpoint.getName()),
            checkpoint.getEpoch(),
            checkpoint.getStep(),
            Display.bytes(checkpoint.getSizeBytes()),
            Display.oneLine(checkpoint.getSha256()));
  }

  private static void provenance(List<Column<Run>> columns) {
    columns.add(made("gradlab_version", Provenance::getGradlabVersion));
    columns.add(made("java_version", Provenance::getJavaVersion));
    columns.add(made("operating_system", Provenance::getOperatingSystem));
    columns.add(made("architecture", Provenance::getArchitecture));
    columns.add(made("cpu_model", Provenance::getCpuModel));
    columns.add(made("threads", Provenance::getThreads));
    columns.add(made("backend", Provenance::getBackend));
    columns.add(made("compute_path", Provenance::getComputePath));
    columns.add(made("dl4j_version", Provenance::getDl4JVersion));
    columns.add(made("dataset_source", Provenance::getDatasetSource));
    columns.add(made("dataset_sha256", Provenance::getDatasetSha256));
    columns.add(made("train_images", Provenance::getTrainImages));
    columns.add(made("val_images", Provenance::getValImages));
    columns.add(prior("class_prior_train_loss", ClassPrior::getTrainLoss));
    columns.add(prior("class_prior_val_loss", ClassPrior::getValLoss));
    columns.add(made("parameters", Provenance::getParameters));
    columns.add(made("worker_pid", Provenance::getWorkerPid));
  }

  static Column<Run> when(String name, Predicate<Run> present, Function<Run, Object> value) {
    return text(name, run -> present.test(run) ? value.apply(run).toString() : "");
  }

  private static Column<Run> time(
      String name, Predicate<Run> present, Function<Run, Timestamp> value) {
    return Column.<Run>number(
        name,
        run -> present.test(run) ? Display.time(value.apply(run)) : "",
        run -> present.test(run) ? Display.instant(value.apply(run)).toString() : "");
  }

  private static Column<Run> ofNetwork(
      String name, Predicate<NetworkConfig> present, Function<NetworkConfig, Object> value) {
    return when(
        name,
        run -> present.test(run.getConfig().getNetwork()),
        run -> value.apply(run.getConfig().getNetwork()));
  }

  private static Column<Run> ofEpoch(String name, Function<EpochMetrics, Object> value) {
    return when(name, Run::hasLastEpoch, run -> value.apply(run.getLastEpoch()));
  }

  private static Column<Run> ofEpoch(
      String name, Predicate<EpochMetrics> known, Function<EpochMetrics, Object> value) {
    return when(
        name,
        run -> run.hasLastEpoch() && known.test(run.getLastEpoch()),
        run -> value.apply(run.getLastEpoch()));
  }

  private static Column<Run> ofStep(String name, Function<StepMetrics, Object> value) {
    return when(name, Run::hasLastStep, run -> value.apply(run.getLastStep()));
  }

  private static Column<Run> made(String name, Function<Provenance, Object> value) {
    return when(name, Run::hasProvenance, run -> value.apply(run.getProvenance()));
  }

  private static Column<Run> prior(String name, Function<ClassPrior, Object> value) {
    return when(
        name,
        run -> run.getProvenance().hasClassPrior(),
        run -> value.apply(run.getProvenance().getClassPrior()));
  }
}
