package gradlab.client.command;

import gradlab.v1.TrainingConfig;
import picocli.CommandLine.Option;

/** How to train. What is not given is left to the server, which also checks what is given. */
final class TrainingOptions {
  @Option(names = "--epochs", paramLabel = "N", description = "End after so many epochs.")
  private Integer epochs;

  @Option(
      names = "--schedule-epochs",
      paramLabel = "N",
      description = "Length of the cosine schedule. Default: --epochs.")
  private Integer scheduleEpochs;

  @Option(names = "--max-steps", paramLabel = "N", description = "End after so many steps.")
  private Long maxSteps;

  @Option(names = "--batch-size", paramLabel = "N", description = "Images in a batch.")
  private Integer batchSize;

  @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate at epoch 0.")
  private Double learningRate;

  @Option(names = "--weight-decay", paramLabel = "L2", description = "L2 coefficient.")
  private Double weightDecay;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seeds initialisation, order of the data and augmentation.")
  private Long seed;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Train on the first so many images.")
  private Integer trainLimit;

  @Option(
      names = "--gradient-every",
      paramLabel = "STEPS",
      description = "Sample the gradients every so many steps, beside each epoch's last.")
  private Integer gradientEvery;

  TrainingConfig config() {
    var config = TrainingConfig.newBuilder();
    Given.ifGiven(epochs, config::setEpochs);
    Given.ifGiven(scheduleEpochs, config::setScheduleEpochs);
    Given.ifGiven(maxSteps, config::setMaxSteps);
    Given.ifGiven(batchSize, config::setBatchSize);
    Given.ifGiven(learningRate, config::setLearningRate);
    Given.ifGiven(weightDecay, config::setWeightDecay);
    Given.ifGiven(seed, config::setSeed);
    Given.ifGiven(trainLimit, config::setTrainLimit);
    Given.ifGiven(gradientEvery, config::setGradientEverySteps);
    return config.build();
  }
}
