package gradlab.wire;

import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.v1.Checkpoint;
import gradlab.v1.TestMetrics;

/** The measured values of a run. */
public final class MetricMessages {
  private MetricMessages() {}

  public static gradlab.v1.StepMetrics message(StepMetrics s) {
    return gradlab.v1.StepMetrics.newBuilder()
        .setEpoch(s.epoch())
        .setStep(s.step())
        .setStepInEpoch(s.stepInEpoch())
        .setStepsPerEpoch(s.stepsPerEpoch())
        .setTrainLoss(s.trainLoss())
        .setTrainAcc(s.trainAcc())
        .setLearningRate(s.learningRate())
        .setStepMs(s.stepMillis())
        .setImagesPerSecond(s.imagesPerSecond())
        .setDataWaitShare(s.dataWaitShare())
        .build();
  }

  public static StepMetrics step(gradlab.v1.StepMetrics m) {
    return new StepMetrics(
        m.getEpoch(),
        m.getStep(),
        m.getStepInEpoch(),
        m.getStepsPerEpoch(),
        m.getTrainLoss(),
        m.getTrainAcc(),
        m.getLearningRate(),
        m.getStepMs(),
        m.getImagesPerSecond(),
        m.getDataWaitShare());
  }

  public static gradlab.v1.EpochMetrics message(EpochMetrics e) {
    if (e.isImported()) {
      return ImportedMessages.epoch(e);
    }
    return gradlab.v1.EpochMetrics.newBuilder()
        .setEpoch(e.epoch())
        .setStep(e.step())
        .setTrainLoss(e.trainLoss())
        .setTrainAcc(e.trainAcc())
        .setValLoss(e.valLoss())
        .setValAcc(e.valAcc())
        .setLearningRate(e.learningRate())
        .setDuration(TimeMessages.duration(e.duration()))
        .setImagesPerSecond(e.imagesPerSecond())
        .setDataWaitShare(e.dataWaitShare())
        .setBestEpoch(e.bestEpoch())
        .setBestValAcc(e.bestValAcc())
        .build();
  }

  public static EpochMetrics epoch(gradlab.v1.EpochMetrics m) {
    return new EpochMetrics(
        m.getEpoch(),
        m.getStep(),
        m.getTrainLoss(),
        m.getTrainAcc(),
        m.getValLoss(),
        m.getValAcc(),
        m.getLearningRate(),
        TimeMessages.duration(m.getDuration()),
        m.getImagesPerSecond(),
        m.getDataWaitShare(),
        m.getBestEpoch(),
        m.getBestValAcc());
  }

  public static TestMetrics message(TestEvaluated t) {
    return TestMetrics.newBuilder()
        .setEpoch(t.epoch())
        .setTestLoss(t.testLoss())
        .setTestAcc(t.testAcc())
        .build();
  }

  public static TestEvaluated test(TestMetrics m) {
    return new TestEvaluated(m.getEpoch(), m.getTestLoss(), m.getTestAcc());
  }

  public static Checkpoint message(CheckpointSaved c) {
    return Checkpoint.newBuilder()
        .setName(c.name())
        .setEpoch(c.epoch())
        .setStep(c.step())
        .setSizeBytes(c.sizeBytes())
        .setSha256(c.sha256())
        .setBestEpoch(c.bestEpoch())
        .build();
  }

  public static CheckpointSaved checkpoint(Checkpoint m) {
    return new CheckpointSaved(
        m.getName(), m.getEpoch(), m.getStep(), m.getSizeBytes(), m.getSha256(), m.getBestEpoch());
  }
}
