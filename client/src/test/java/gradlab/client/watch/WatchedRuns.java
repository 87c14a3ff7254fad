package gradlab.client.watch;

import com.google.protobuf.Duration;
import gradlab.client.fake.Samples;
import gradlab.v1.EpochMetrics;
import gradlab.v1.GradientFlow;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.StepMetrics;
import java.util.ArrayList;
import java.util.List;

/** Runs with curves and gradients that are the same every time. */
public final class WatchedRuns {
  public static final int STEPS_PER_EPOCH = 20;

  private WatchedRuns() {}

  public static Run run(String id, String name, String network, int epochs) {
    var run = Samples.run(id, name, network).toBuilder();
    run.getConfigBuilder().getTrainingBuilder().setEpochs(epochs);
    run.setDeviceTime(Duration.newBuilder().setSeconds(754)).setCost(0.52).setMaxCost(0.6);
    return run.build();
  }

  /**
   * All that a run says in its first so many epochs: two steps each, then gradients, then itself.
   */
  public static List<RunEvent.Builder> epochs(int epochs, List<String> layers) {
    List<RunEvent.Builder> events = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      events.addAll(epoch(epoch, layers));
    }
    return events;
  }

  public static List<RunEvent.Builder> epoch(int epoch, List<String> layers) {
    return List.of(
        step(epoch, 10, loss(epoch) + 0.05),
        step(epoch, 20, loss(epoch)),
        flow(epoch, layers),
        epoch(epoch, loss(epoch), loss(epoch) + 0.02 * epoch * Math.exp(-epoch / 60.0)));
  }

  private static double loss(int epoch) {
    return 1.2 + 3.4 * Math.exp(-epoch / 12.0) + 0.08 * Math.sin(epoch * 1.7);
  }

  public static RunEvent.Builder step(int epoch, int stepInEpoch, double loss) {
    return RunEvent.newBuilder()
        .setStep(
            StepMetrics.newBuilder()
                .setEpoch(epoch)
                .setStep((long) epoch * STEPS_PER_EPOCH + stepInEpoch)
                .setStepInEpoch(stepInEpoch)
                .setStepsPerEpoch(STEPS_PER_EPOCH)
                .setTrainLoss(loss)
                .setTrainAcc(accuracy(loss))
                .setLearningRate(9e-4)
                .setStepMs(49.4)
                .setImagesPerSecond(900 + 100 * Math.sin(epoch + stepInEpoch))
                .setDataWaitShare(0.031));
  }

  public static RunEvent.Builder epoch(int epoch, double trainLoss, double valLoss) {
    return RunEvent.newBuilder()
        .setEpoch(
            EpochMetrics.newBuilder()
                .setEpoch(epoch)
                .setStep((epoch + 1L) * STEPS_PER_EPOCH)
                .setTrainLoss(trainLoss)
                .setTrainAcc(accuracy(trainLoss))
                .setValLoss(valLoss)
                .setValAcc(accuracy(valLoss))
                .setLearningRate(9e-4)
                .setDuration(Duration.newBuilder().setSeconds(2))
                .setImagesPerSecond(950)
                .setDataWaitShare(0.031)
                .setBestEpoch(epoch)
                .setBestValAcc(accuracy(valLoss)));
  }

  private static double accuracy(double loss) {
    return Math.exp(-loss);
  }

  /** From 1e-18 at the input to 1e-2; a little more with each epoch; 0 at the input at first. */
  public static RunEvent.Builder flow(int epoch, List<String> layers) {
    var flow =
        GradientFlow.newBuilder()
            .setEpoch(epoch)
            .setStep((epoch + 1L) * STEPS_PER_EPOCH)
            .setEpochEnd(true)
            .setGradientRatio(1e-13)
            .setDecadesLost(13)
            .setTrainedDepth(2)
            .setDepth(layers.size() - 1);
    for (int i = 0; i < layers.size(); i++) {
      double power = -18 + 16.0 * i / (layers.size() - 1) + Math.min(3, epoch / 10.0);
      boolean zero = i < layers.size() / 10 && epoch < 8;
      flow.addLayers(Samples.layer(layers.get(i), zero ? 0 : Math.pow(10, power)));
    }
    return RunEvent.newBuilder().setGradientFlow(flow);
  }

  /** VGG_08: 9 layers. */
  public static List<String> shallow() {
    return layers(0, false);
  }

  /** VGG_38: 39 layers; with batch norm 75. */
  public static List<String> deep(boolean batchNorm) {
    return layers(5, batchNorm);
  }

  private static List<String> layers(int blocks, boolean batchNorm) {
    List<String> layers = new ArrayList<>(List.of("input_conv_conv_0", "input_conv_bn_0"));
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block <= blocks; block++) {
        String name = block < blocks ? "block_" + stage + "_" + block : "reduction_block_" + stage;
        for (int conv = 0; conv < 2; conv++) {
          layers.add(name + "_conv_" + conv);
          if (batchNorm) {
            layers.add(name + "_bn_" + conv);
          }
        }
      }
    }
    layers.add("weight_logit_linear_layer");
    return layers;
  }
}
