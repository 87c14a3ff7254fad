package gradlab.domain;

/**
 * How a network is trained, every default filled in.
 *
 * @param epochs training ends after so many epochs
 * @param maxSteps training ends after so many steps, also in mid-epoch; 0: no limit
 * @param batchSize images in a batch; the last batch of an epoch may be smaller
 * @param learningRate learning rate at epoch 0
 * @param schedule what becomes of the learning rate
 * @param optimizer turns a gradient into an update
 * @param weightDecay L2 coefficient, added to the gradient of every parameter before the optimiser
 * @param clipNorm largest L2 norm of a batch's mean gradient, before weight decay; 0: no limit
 * @param augmentation what is done to a training image
 * @param seed seeds initialisation, order of the data and augmentation
 * @param trainLimit train on the first so many images of the train list; 0: all
 * @param gradientEverySteps sample the gradient flow every so many steps beside each epoch's last;
 *     0: epochs only
 * @param metricsEverySteps record the training metrics every so many steps
 */
public record TrainingConfig(
    int epochs,
    long maxSteps,
    int batchSize,
    double learningRate,
    ScheduleConfig schedule,
    OptimizerConfig optimizer,
    double weightDecay,
    double clipNorm,
    Augmentation augmentation,
    long seed,
    int trainLimit,
    int gradientEverySteps,
    int metricsEverySteps) {

  /** Of an imported run: no value in it means anything. */
  public static final TrainingConfig NOT_KNOWN =
      new TrainingConfig(
          0,
          0,
          0,
          Double.NaN,
          new ScheduleConfig.Constant(),
          new OptimizerConfig.Adam(Double.NaN),
          Double.NaN,
          Double.NaN,
          Augmentation.NONE,
          0,
          0,
          0,
          0);

  /** The course's recipe: 100 epochs, batch 100, Adam at 1e-3 on a cosine down to 2e-5. */
  public static final TrainingConfig COURSE =
      new TrainingConfig(
          100,
          0,
          100,
          1e-3,
          ScheduleConfig.Cosine.COURSE,
          OptimizerConfig.Adam.COURSE,
          0,
          0,
          Augmentation.COURSE,
          0,
          0,
          0,
          10);

  /** The same until so many epochs; a schedule keeps its length. */
  public TrainingConfig until(int newEpochs) {
    return new TrainingConfig(
        newEpochs,
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
