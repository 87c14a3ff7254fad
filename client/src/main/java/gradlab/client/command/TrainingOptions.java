package gradlab.client.command;

import gradlab.v1.TrainingConfig;
import picocli.CommandLine.Option;

/** How to train. What is not given is left to the server, which also checks what is given. */
final class TrainingOptions {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "End after so many epochs. Default: 100.")
  private Integer epochs;

  @Option(
      names = "--schedule-epochs",
      paramLabel = "N",
      description = "Length of the cosine schedule, in epochs. Default: --epochs.")
  private Integer scheduleEpochs;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      description = "End after so many steps. Default: no limit.")
  private Long maxSteps;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images in a batch. Default: 100.")
  private Integer batchSize;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "Learning rate at epoch 0. Default: 1e-3, also for sgd.")
  private Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      completionCandidates = Choices.Schedules.class,
      description = "Learning rate from epoch to epoch: cosine (default), constant or step.")
  private String schedule = "";

  @Option(
      names = "--min-lr",
      paramLabel = "RATE",
      description = "Floor of the cosine schedule. Default: 2e-5.")
  private Double minLearningRate;

  @Option(
      names = "--step-epochs",
      paramLabel = "N",
      description = "Schedule step: multiply the rate every so many epochs. Default: 30.")
  private Integer stepEpochs;

  @Option(
      names = "--step-factor",
      paramLabel = "F",
      description = "Schedule step: by this factor, at most 1. Default: 0.1.")
  private Double stepFactor;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      completionCandidates = Choices.Optimizers.class,
      description = "adam (default) or sgd, in PyTorch's form.")
  private String optimizer = "";

  @Option(
      names = "--momentum",
      paramLabel = "MU",
      description = "Optimizer sgd: 0 up to but not including 1. Default: 0.9.")
  private Double momentum;

  @Option(
      names = "--adam-epsilon",
      paramLabel = "EPS",
      description = "Optimizer adam: added after the bias correction. Default: 1e-8.")
  private Double adamEpsilon;

  @Option(
      names = "--weight-decay",
      paramLabel = "L2",
      description = "L2 coefficient, added to the gradient before the optimizer. Default: 0.")
  private Double weightDecay;

  @Option(
      names = "--clip-norm",
      paramLabel = "NORM",
      description = "Scale a longer gradient of the whole network down to this. Default: 0, never.")
  private Double clipNorm;

  @Option(names = "--no-crop", description = "Train on whole images, not on random crops.")
  private boolean noCrop;

  @Option(names = "--no-flip", description = "Do not mirror half of the images.")
  private boolean noFlip;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seeds initialisation, order of the data and augmentation. Default: 0.")
  private Long seed;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Train on the first so many images. Default: all.")
  private Integer trainLimit;

  @Option(
      names = "--gradient-every",
      paramLabel = "STEPS",
      description =
          "Sample the gradients every so many steps, beside each epoch's last. Default: 0.")
  private Integer gradientEvery;

  @Option(
      names = "--metrics-every",
      paramLabel = "STEPS",
      description = "Record the training metrics every so many steps. Default: 10.")
  private Integer metricsEvery;

  TrainingConfig config() {
    var config = TrainingConfig.newBuilder().setSchedule(schedule).setOptimizer(optimizer);
    Given.ifGiven(epochs, config::setEpochs);
    Given.ifGiven(scheduleEpochs, config::setScheduleEpochs);
    Given.ifGiven(maxSteps, config::setMaxSteps);
    Given.ifGiven(batchSize, config::setBatchSize);
    Given.ifGiven(learningRate, config::setLearningRate);
    Given.ifGiven(minLearningRate, config::setMinLearningRate);
    Given.ifGiven(stepEpochs, config::setStepEpochs);
    Given.ifGiven(stepFactor, config::setStepFactor);
    Given.ifGiven(momentum, config::setMomentum);
    Given.ifGiven(adamEpsilon, config::setAdamEpsilon);
    Given.ifGiven(weightDecay, config::setWeightDecay);
    Given.ifGiven(clipNorm, config::setClipNorm);
    if (noCrop) {
      config.setRandomCrop(false);
    }
    if (noFlip) {
      config.setRandomFlip(false);
    }
    Given.ifGiven(seed, config::setSeed);
    Given.ifGiven(trainLimit, config::setTrainLimit);
    Given.ifGiven(gradientEvery, config::setGradientEverySteps);
    Given.ifGiven(metricsEvery, config::setMetricsEverySteps);
    return config.build();
  }
}
