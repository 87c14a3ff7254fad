package gradlab.client.fake;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import gradlab.v1.Checkpoint;
import gradlab.v1.DiagnoseRunResponse;
import gradlab.v1.EpochMetrics;
import gradlab.v1.Evidence;
import gradlab.v1.Finding;
import gradlab.v1.GradientFlow;
import gradlab.v1.Imported;
import gradlab.v1.LayerActivation;
import gradlab.v1.LayerGradient;
import gradlab.v1.NetworkConfig;
import gradlab.v1.Provenance;
import gradlab.v1.Run;
import gradlab.v1.RunConfig;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StageFlow;
import gradlab.v1.StepMetrics;
import gradlab.v1.TestMetrics;
import gradlab.v1.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/** Messages that look like a server's. */
public final class Samples {
  private Samples() {}

  public static Run run(String id, String name, String network) {
    return Run.newBuilder()
        .setRunId(id)
        .setState(RunState.RUN_STATE_RUNNING)
        .setAttempt(1)
        .setCreateTime(Timestamp.newBuilder().setSeconds(1_790_000_000))
        .setConfig(
            RunConfig.newBuilder()
                .setName(name)
                .putTags("why", "depth, \"again\"")
                .setNetwork(
                    NetworkConfig.newBuilder()
                        .setNetwork(network)
                        .setBlock("plain")
                        .setStages(3)
                        .setBlocksPerStage(0)
                        .setFilters(32))
                .setTraining(
                    TrainingConfig.newBuilder()
                        .setEpochs(2)
                        .setScheduleEpochs(2)
                        .setBatchSize(50)
                        .setOptimizer("adam")
                        .setSchedule("cosine")
                        .setSeed(0)))
        .setProvenance(
            Provenance.newBuilder().setCpuModel("a processor").setParameters(60_000).setThreads(2))
        .addCheckpoints(
            Checkpoint.newBuilder()
                .setName("epoch_0")
                .setStep(38)
                .setSizeBytes(1_234_567)
                .setSha256("abcd"))
        .build();
  }

  /** One that was not trained here: what is not known is not set. */
  public static Run imported(String id, String name) {
    return Run.newBuilder()
        .setRunId(id)
        .setState(RunState.RUN_STATE_COMPLETED)
        .setStateReason("imported")
        .setCreateTime(Timestamp.newBuilder().setSeconds(1_790_000_000))
        .setConfig(
            RunConfig.newBuilder()
                .setName(name)
                .setNetwork(
                    NetworkConfig.newBuilder()
                        .setNetwork("VGG_38")
                        .setStages(3)
                        .setBlocksPerStage(5))
                .setImported(
                    Imported.newBuilder()
                        .setFormat("course")
                        .addFiles("summary.csv")
                        .addFiles("gradient_flow.csv")))
        .setLastEpoch(importedEpoch(99))
        .setTest(TestMetrics.newBuilder().setEpoch(98).setTestLoss(1.9).setTestAcc(0.4995))
        .setGradientRatio(0)
        .build();
  }

  public static EpochMetrics importedEpoch(int epoch) {
    return EpochMetrics.newBuilder()
        .setEpoch(epoch)
        .setTrainLoss(4.6051517)
        .setTrainAcc(0.009305263157894737)
        .setValLoss(4.6068726)
        .setValAcc(0.0064)
        .setBestEpoch(10)
        .setBestValAcc(0.0116)
        .build();
  }

  /** Nothing reaches the first layer. */
  public static GradientFlow importedFlow() {
    return GradientFlow.newBuilder()
        .setEpoch(99)
        .setEpochEnd(true)
        .addLayers(LayerGradient.newBuilder().setLayer("block_0_0_conv_0").setMeanAbs(0))
        .addLayers(LayerGradient.newBuilder().setLayer("block_2_4_conv_1").setMeanAbs(1e-8))
        .setGradientRatio(0)
        .setDecadesLost(Double.POSITIVE_INFINITY)
        .setTrainedDepth(1)
        .setDepth(2)
        .build();
  }

  public static RunEvent.Builder step(int epoch, int stepInEpoch, double loss) {
    return RunEvent.newBuilder()
        .setStep(
            StepMetrics.newBuilder()
                .setEpoch(epoch)
                .setStep(epoch * 38L + stepInEpoch)
                .setStepInEpoch(stepInEpoch)
                .setStepsPerEpoch(38)
                .setTrainLoss(loss)
                .setTrainAcc(0.0125)
                .setLearningRate(1e-3)
                .setStepMs(50)
                .setImagesPerSecond(1000));
  }

  public static RunEvent.Builder epoch(int epoch, double loss) {
    return RunEvent.newBuilder()
        .setEpoch(
            EpochMetrics.newBuilder()
                .setEpoch(epoch)
                .setStep((epoch + 1) * 38L)
                .setTrainLoss(loss)
                .setTrainAcc(0.0625)
                .setValLoss(4.5)
                .setValAcc(0.03)
                .setLearningRate(1e-3)
                .setDuration(Duration.newBuilder().setSeconds(2).setNanos(500_000_000))
                .setImagesPerSecond(950.4)
                .setBestEpoch(epoch)
                .setBestValAcc(0.03));
  }

  public static LayerGradient layer(String name, double meanAbs) {
    return LayerGradient.newBuilder()
        .setLayer(name)
        .setMeanAbs(meanAbs)
        .setL2Norm(meanAbs * 30)
        .setMaxAbs(meanAbs * 9)
        .setZeroShare(meanAbs == 0 ? 1 : 0.25)
        .setUpdateRatio(1e-3)
        .setElements(9216)
        .build();
  }

  /** 9 layers, gradients of the same size everywhere. */
  public static GradientFlow shallowFlow() {
    List<LayerGradient> layers = new ArrayList<>();
    layers.add(layer("input_conv_conv_0", 0.041));
    layers.add(layer("input_conv_bn_0", 0.018));
    for (int stage = 0; stage < 3; stage++) {
      for (int conv = 0; conv < 2; conv++) {
        layers.add(layer("reduction_block_" + stage + "_conv_" + conv, 0.0046));
      }
    }
    layers.add(layer("weight_logit_linear_layer", 0.0105));
    return flow(layers, 1.0, 8);
  }

  /** 39 layers, nothing arrives at the input. */
  public static GradientFlow deepFlow() {
    List<LayerGradient> layers = new ArrayList<>();
    layers.add(layer("input_conv_conv_0", 0));
    layers.add(layer("input_conv_bn_0", 0));
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block < 5; block++) {
        for (int conv = 0; conv < 2; conv++) {
          layers.add(layer("block_" + stage + "_" + block + "_conv_" + conv, 2e-18));
        }
      }
      layers.add(layer("reduction_block_" + stage + "_conv_0", 1.4e-10));
      layers.add(layer("reduction_block_" + stage + "_conv_1", 4.5e-5));
    }
    layers.add(layer("weight_logit_linear_layer", 2e-4));
    return flow(layers, 4.4e-14, 2);
  }

  private static GradientFlow flow(List<LayerGradient> layers, double ratio, int trained) {
    return GradientFlow.newBuilder()
        .setEpoch(1)
        .setStep(76)
        .setEpochEnd(true)
        .addAllLayers(layers)
        .setGradientRatio(ratio)
        .setDecadesLost(-Math.log10(ratio))
        .setTrainedDepth(trained)
        .setDepth(layers.size() - 1)
        .addStages(
            StageFlow.newBuilder()
                .setStage(2)
                .setFirstLayer("reduction_block_2_conv_0")
                .setFirstMeanAbs(1.4e-10)
                .setLastLayer("reduction_block_2_conv_1")
                .setLastMeanAbs(4.5e-5)
                .setDecadesLost(5.5))
        .addActivations(activation("input_conv_bn_0", 0.68, 0.84).setDeadShare(0.0625))
        .addActivations(activation("logit_linear_layer", 0.12, 3e-8))
        .build();
  }

  private static LayerActivation.Builder activation(String layer, double rms, double spread) {
    return LayerActivation.newBuilder()
        .setLayer(layer)
        .setRms(rms)
        .setMaxAbs(10 * rms)
        .setSpread(spread)
        .setElements(100);
  }

  /** A diagnosis with one finding. */
  public static DiagnoseRunResponse vanishing() {
    String explanation = "gradient_ratio 4.4e-14 < 1e-3";
    return DiagnoseRunResponse.newBuilder()
        .setVerdict("vanishing")
        .setExplanation(explanation)
        .addFindings(
            Finding.newBuilder()
                .setVerdict("vanishing")
                .setExplanation(explanation)
                .setAdvice(
                    "skip connections with batch norm (--block bn_residual), or another block")
                .addEvidence(
                    Evidence.newBuilder()
                        .setMeasure("gradient_ratio")
                        .setValue(4.4e-14)
                        .setThreshold("vanishing_ratio")
                        .setLimit(1e-3))
                .addEvidence(
                    Evidence.newBuilder().setMeasure("decades_lost").setValue(13.4).build()))
        .setFlow(deepFlow())
        .build();
  }

  /** A diagnosis without a finding. */
  public static DiagnoseRunResponse healthy() {
    return DiagnoseRunResponse.newBuilder()
        .setVerdict("healthy")
        .setExplanation("gradient_ratio 1.0")
        .setFlow(shallowFlow())
        .build();
  }
}
