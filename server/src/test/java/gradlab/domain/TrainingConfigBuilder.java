package gradlab.domain;

/** The course's recipe with changes, by name. */
public final class TrainingConfigBuilder {
  private int epochs = TrainingConfig.COURSE.epochs();
  private long maxSteps = TrainingConfig.COURSE.maxSteps();
  private int batchSize = TrainingConfig.COURSE.batchSize();
  private double learningRate = TrainingConfig.COURSE.learningRate();
  private ScheduleConfig schedule = TrainingConfig.COURSE.schedule();
  private OptimizerConfig optimizer = TrainingConfig.COURSE.optimizer();
  private double weightDecay = TrainingConfig.COURSE.weightDecay();
  private double clipNorm = TrainingConfig.COURSE.clipNorm();
  private Augmentation augmentation = TrainingConfig.COURSE.augmentation();
  private long seed = TrainingConfig.COURSE.seed();
  private int trainLimit = TrainingConfig.COURSE.trainLimit();
  private int gradientEverySteps = TrainingConfig.COURSE.gradientEverySteps();
  private int metricsEverySteps = TrainingConfig.COURSE.metricsEverySteps();

  public TrainingConfigBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  public TrainingConfigBuilder maxSteps(long value) {
    maxSteps = value;
    return this;
  }

  public TrainingConfigBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  public TrainingConfigBuilder learningRate(double value) {
    learningRate = value;
    return this;
  }

  public TrainingConfigBuilder schedule(ScheduleConfig value) {
    schedule = value;
    return this;
  }

  public TrainingConfigBuilder optimizer(OptimizerConfig value) {
    optimizer = value;
    return this;
  }

  public TrainingConfigBuilder weightDecay(double value) {
    weightDecay = value;
    return this;
  }

  public TrainingConfigBuilder clipNorm(double value) {
    clipNorm = value;
    return this;
  }

  public TrainingConfigBuilder augmentation(Augmentation value) {
    augmentation = value;
    return this;
  }

  public TrainingConfigBuilder seed(long value) {
    seed = value;
    return this;
  }

  public TrainingConfigBuilder trainLimit(int value) {
    trainLimit = value;
    return this;
  }

  public TrainingConfigBuilder gradientEverySteps(int value) {
    gradientEverySteps = value;
    return this;
  }

  public TrainingConfigBuilder metricsEverySteps(int value) {
    metricsEverySteps = value;
    return this;
  }

  public TrainingConfig build() {
    return new TrainingConfig(
        epochs,
        maxSteps,
        batchSize,
        learningRate,
        schedule,
        optimizer,
        weightDecay,
        clipNorm,
        augmentation,
        seed,
        trainLimit,
        gradientEverySteps,
        metricsEverySteps);
  }
}
