package gradlab.store;

import gradlab.domain.ClassPrior;
import gradlab.domain.GradientFlow;
import gradlab.domain.LayerActivation;
import gradlab.domain.LayerGradient;
import gradlab.domain.Provenance;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.store.v1.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measured values as records of the log, and back. */
final class MetricRecords {
  private MetricRecords() {}

  static gradlab.store.v1.Time time(Instant time) {
    return gradlab.store.v1.Time.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  static Instant time(gradlab.store.v1.Time t) {
    return Instant.ofEpochSecond(t.getSeconds(), t.getNanos());
  }

  static gradlab.store.v1.StepMetrics of(StepMetrics s) {
    return gradlab.store.v1.StepMetrics.newBuilder()
        .setEpoch(s.epoch())
        .setStep(s.step())
        .setStepInEpoch(s.stepInEpoch())
        .setStepsPerEpoch(s.stepsPerEpoch())
        .setTrainLoss(s.trainLoss())
        .setTrainAcc(s.trainAcc())
        .setLearningRate(s.learningRate())
        .setStepMillis(s.stepMillis())
        .setImagesPerSecond(s.imagesPerSecond())
        .setDataWaitShare(s.dataWaitShare())
        .build();
  }

  static StepMetrics of(gradlab.store.v1.StepMetrics s) {
    return new StepMetrics(
        s.getEpoch(),
        s.getStep(),
        s.getStepInEpoch(),
        s.getStepsPerEpoch(),
        s.getTrainLoss(),
        s.getTrainAcc(),
        s.getLearningRate(),
        s.getStepMillis(),
        s.getImagesPerSecond(),
        s.getDataWaitShare());
  }

  static gradlab.store.v1.EpochMetrics of(EpochMetrics e) {
    return gradlab.store.v1.EpochMetrics.newBuilder()
        .setEpoch(e.epoch())
        .setStep(e.step())
        .setTrainLoss(e.trainLoss())
        .setTrainAcc(e.trainAcc())
        .setValLoss(e.valLoss())
        .setValAcc(e.valAcc())
        .setLearningRate(e.learningRate())
        .setDuration(
            gradlab.store.v1.Time.newBuilder()
                .setSeconds(e.duration().getSeconds())
                .setNanos(e.duration().getNano()))
        .setImagesPerSecond(e.imagesPerSecond())
        .setDataWaitShare(e.dataWaitShare())
        .setBestEpoch(e.bestEpoch())
        .setBestValAcc(e.bestValAcc())
        .build();
  }

  static EpochMetrics of(gradlab.store.v1.EpochMetrics e) {
    return new EpochMetrics(
        e.getEpoch(),
        e.getStep(),
        e.getTrainLoss(),
        e.getTrainAcc(),
        e.getValLoss(),
        e.getValAcc(),
        e.getLearningRate(),
        Duration.ofSeconds(e.getDuration().getSeconds(), e.getDuration().getNanos()),
        e.getImagesPerSecond(),
        e.getDataWaitShare(),
        e.getBestEpoch(),
        e.getBestValAcc());
  }

  static gradlab.store.v1.TestEvaluated of(TestEvaluated t) {
    return gradlab.store.v1.TestEvaluated.newBuilder()
        .setEpoch(t.epoch())
        .setTestLoss(t.testLoss())
        .setTestAcc(t.testAcc())
        .build();
  }

  static TestEvaluated of(gradlab.store.v1.TestEvaluated t) {
    return new TestEvaluated(t.getEpoch(), t.getTestLoss(), t.getTestAcc());
  }

  static Checkpoint of(CheckpointSaved c) {
    return Checkpoint.newBuilder()
        .setName(c.name())
        .setEpoch(c.epoch())
        .setStep(c.step())
        .setSizeBytes(c.sizeBytes())
        .setSha256(c.sha256())
        .setBestEpoch(c.bestEpoch())
        .build();
  }

  static CheckpointSaved of(Checkpoint c) {
    return new CheckpointSaved(
        c.getName(), c.getEpoch(), c.getStep(), c.getSizeBytes(), c.getSha256(), c.getBestEpoch());
  }

  static gradlab.store.v1.GradientFlow of(GradientFlow flow) {
    var record =
        gradlab.store.v1.GradientFlow.newBuilder()
            .setEpoch(flow.epoch())
            .setStep(flow.step())
            .setEpochEnd(flow.epochEnd());
    for (LayerGradient g : flow.layers()) {
      record
          .addLayersBuilder()
          .setLayer(g.layer())
          .setMeanAbs(g.meanAbs())
          .setL2Norm(g.l2Norm())
          .setMaxAbs(g.maxAbs())
          .setZeroShare(g.zeroShare())
          .setUpdateRatio(g.updateRatio())
          .setElements(g.elements());
    }
    flow.activations().forEach(a -> record.addActivations(of(a)));
    return record.build();
  }

  static GradientFlow of(gradlab.store.v1.GradientFlow flow) {
    return new GradientFlow(
        flow.getEpoch(),
        flow.getStep(),
        flow.getEpochEnd(),
        flow.getLayersList().stream()
            .map(
                g ->
                    new LayerGradient(
                        g.getLayer(),
                        g.getMeanAbs(),
                        g.getL2Norm(),
                        g.getMaxAbs(),
                        g.getZeroShare(),
                        g.getUpdateRatio(),
                        g.getElements()))
            .toList(),
        flow.getActivationsList().stream().map(MetricRecords::of).toList());
  }

  private static gradlab.store.v1.LayerActivation of(LayerActivation a) {
    var record =
        gradlab.store.v1.LayerActivation.newBuilder()
            .setLayer(a.layer())
            .setRms(a.rms())
            .setMaxAbs(a.maxAbs())
            .setSpread(a.spread())
            .setElements(a.elements());
    a.deadShare().ifPresent(record::setDeadShare);
    return record.build();
  }

  private static LayerActivation of(gradlab.store.v1.LayerActivation a) {
    return new LayerActivation(
        a.getLayer(),
        a.getRms(),
        a.getMaxAbs(),
        a.getSpread(),
        a.hasDeadShare() ? OptionalDouble.of(a.getDeadShare()) : OptionalDouble.empty(),
        a.getElements());
  }

  static gradlab.store.v1.Provenance of(Provenance p) {
    var record =
        gradlab.store.v1.Provenance.newBuilder()
            .setGradlabVersion(p.gradlabVersion())
            .setJavaVersion(p.javaVersion())
            .setOperatingSystem(p.operatingSystem())
            .setArchitecture(p.architecture())
            .setCpuModel(p.cpuModel())
            .setThreads(p.threads())
            .setBackend(p.backend())
            .setComputePath(p.computePath())
            .setDl4JVersion(p.dl4jVersion())
            .setDatasetSource(p.datasetSource())
            .setDatasetSha256(p.datasetSha256())
            .setTrainImages(p.trainImages())
            .setValImages(p.valImages())
            .setParameters(p.parameters())
            .setWorkerPid(p.workerPid());
    p.classPrior()
        .ifPresent(
            c -> record.getClassPriorBuilder().setTrainLoss(c.trainLoss()).setValLoss(c.valLoss()));
    return record.build();
  }

  static Provenance of(gradlab.store.v1.Provenance p) {
    return new Provenance(
        p.getGradlabVersion(),
        p.getJavaVersion(),
        p.getOperatingSystem(),
        p.getArchitecture(),
        p.getCpuModel(),
        p.getThreads(),
        p.getBackend(),
        p.getComputePath(),
        p.getDl4JVersion(),
        p.getDatasetSource(),
        p.getDatasetSha256(),
        p.getTrainImages(),
        p.getValImages(),
        p.getParameters(),
        p.getWorkerPid(),
        p.hasClassPrior()
            ? Optional.of(
                new ClassPrior(p.getClassPrior().getTrainLoss(), p.getClassPrior().getValLoss()))
            : Optional.empty());
  }
}
