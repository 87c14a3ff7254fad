package gradlab.domain;

/**
 * How a network is trained, every default filled in.
 *
 * @param epochs training ends after so many epochs
 * @param scheduleEpochs length of the cosine schedule in epochs
 * @param maxSteps training ends after so many steps, also in mid-epoch; 0: no limit
 * @param batchSize images in a batch; the last batch of an epoch may be smaller
 * @param learningRate learning rate at epoch 0
 * @param minLearningRate floor of the cosine schedule
 * @param weightDecay L2 coefficient, added to the gradient of every parameter inside Adam
 * @param adamEpsilon Adam's epsilon, added after the bias correction (PyTorch's form)
 * @param seed seeds initialisation, order of the data and augmentation
 * @param trainLimit train on the first so many images of the train list; 0: all
 * @param gradientEverySteps sample the gradient flow every so many steps beside each epoch's last;
 *     0: epochs only
 * @param metricsEverySteps record the training metrics every so many steps
 */
public record TrainingConfig(
    int epochs,
    int scheduleEpochs,
    long maxSteps,
    int batchSize,
    double learningRate,
    double minLearningRate,
    double weightDecay,
    double adamEpsilon,
    long seed,
    int trainLimit,
    int gradientEverySteps,
    int metricsEverySteps) {

  /** The course's recipe: 100 epochs, batch 100, Adam at 1e-3 on a cosine down to 2e-5. */
  public static final TrainingConfig COURSE =
      new TrainingConfig(100, 100, 0, 100, 1e-3, 2e-5, 0, 1e-8, 0, 0, 0, 10);
}
