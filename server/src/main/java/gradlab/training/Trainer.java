package gradlab.training;

import gradlab.data.Batch;
import gradlab.data.BatchRing;
import gradlab.data.BatchSource;
import gradlab.data.Batches;
import gradlab.data.EpochPosition;
import gradlab.dataset.DatasetLocation;
import gradlab.domain.GradientFlow;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.GradientsSampled;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.domain.RunPolicy;
import gradlab.domain.TrainingConfig;
import gradlab.gradients.Activations;
import gradlab.model.Networks;
import gradlab.model.Schedules;
import gradlab.network.MemoryEstimate;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The training loop, epoch by epoch. Everything it learns goes out as events; it stops between two
 * steps when asked to, with a checkpoint it can go on from exactly. Close it: it keeps the train
 * file open.
 */
public final class Trainer implements AutoCloseable {
  /** How training ended. */
  public enum Outcome {
    COMPLETED,
    STOPPED
  }

  private final TrainingConfig config;
  private final RunPolicy policy;
  private final TrainingData data;
  private final TrainedNetwork network;
  private final ISchedule schedule;
  private final CheckpointWriter checkpoints;
  private final BatchRing ring;
  private final Consumer<RunEvent> events;
  private final BooleanSupplier stopRequested;
  private final Optional<Noted> startNote;
  private Progress progress = Progress.START;
  private StepListener stepListener = StepListener.NONE;

  /**
   * @param checkpoint name of the checkpoint to go on from; empty: from scratch
   * @param events takes every event in order, on the training thread; must not block for long
   * @param stopRequested asked between two steps
   * @throws IOException if the checkpoint, or the weights to start from, cannot be read
   * @throws IllegalStateException if the batch does not fit in the memory that is free
   * @throws gradlab.domain.GradlabException.BadDataset if the data is missing or damaged; also
   *     later where it becomes so
   */
  public Trainer(
      RunConfig run,
      DatasetLocation location,
      Path runDirectory,
      Optional<String> checkpoint,
      Consumer<RunEvent> events,
      BooleanSupplier stopRequested)
      throws IOException {
    this.config = run.training();
    this.policy = run.policy();
    var declaration = NetworkDeclaration.of(NetworkSpec.of(run.network()));
    AvailableMemory.require(MemoryEstimate.of(declaration), config.batchSize());
    this.network = new TrainedNetwork(Networks.build(run.network(), config), config.clipNorm());
    this.schedule = Schedules.of(config);
    this.checkpoints =
        new CheckpointWriter(runDirectory, network.graph(), policy.checkpointEvery(), events);
    this.ring = new BatchRing(config.batchSize());
    this.events = events;
    this.stopRequested = stopRequested;
    if (checkpoint.isPresent()) {
      progress = checkpoints.load(checkpoint.get());
      startNote = Optional.empty();
    } else {
      startNote = InitialParameters.load(run, runDirectory, network);
    }
    this.data =
        TrainingData.load(location, config.trainLimit()); // last: nobody closes half a trainer
  }

  /** From the next step on; before, nobody hears of steps. */
  public void onStep(StepListener listener) {
    stepListener = listener;
  }

  /** What this trainer works with, for the record. */
  public TrainingFacts facts() {
    return TrainingFacts.of(data, network, progress.step());
  }

  /** Steps done over all epochs. */
  public long step() {
    return progress.step();
  }

  /**
   * Trains from where the progress stands to the end, then evaluates the test split once, unless
   * the run is not to.
   *
   * @throws LossNotFinite where the run's policy guards against it
   */
  public Outcome train() throws IOException, InterruptedException {
    startNote.ifPresent(events);
    while (progress.epoch() < config.epochs() && !stepsUsedUp()) {
      int epoch = progress.epoch();
      long started = System.nanoTime();

      // train
      EpochSpeed speed = trainEpoch(epoch);
      RunningMean train = progress.epochMean();

      // validate
      Optional<RunningMean> validated =
          stopRequested.getAsBoolean()
              ? Optional.empty()
              : Evaluation.of(network, data.images(), data.val(), ring, stopRequested);
      if (validated.isEmpty()) {
        checkpoints.save(CheckpointSaved.stepName(progress.step()), epoch, progress);
        return Outcome.STOPPED;
      }
      RunningMean val = validated.get();
      progress = progress.afterEpoch(val.accuracy());

      // record
      events.accept(
          new EpochMetrics(
              epoch,
              progress.step(),
              train.loss(),
              train.accuracy(),
              val.loss(),
              val.accuracy(),
              learningRate(epoch),
              Duration.ofNanos(System.nanoTime() - started),
              speed.imagesPerSecond(),
              speed.waitShare(),
              progress.bestEpoch(),
              progress.bestValAcc()));
      checkpoints.save(CheckpointSaved.epochName(epoch), epoch, progress);
    }
    return policy.evaluateTest() ? evaluateTest() : Outcome.COMPLETED;
  }

  private boolean stepsUsedUp() {
    return config.maxSteps() > 0 && progress.step() >= config.maxSteps();
  }

  /** The rest of an epoch, up to a stop; leaves the epoch's means in the progress. */
  private EpochSpeed trainEpoch(int epoch) throws IOException, InterruptedException {
    var from = new EpochPosition(config.seed(), epoch, progress.stepInEpoch());
    network.setPosition(epoch, progress.step());
    var speed = new EpochSpeed();
    try (var batches =
        Batches.training(data.images(), data.train(), config.augmentation(), from, ring)) {
      for (var b = batches.next(); b.isPresent(); b = batches.next()) {
        trainStep(epoch, b.get(), batches, speed);
        if (stopRequested.getAsBoolean() || stepsUsedUp()) {
          break;
        }
        if (checkpoints.due()) {
          checkpoints.save(CheckpointSaved.stepName(progress.step()), epoch, progress);
        }
      }
    }
    return speed;
  }

  private void trainStep(int epoch, Batch batch, BatchSource batches, EpochSpeed speed) {
    boolean last = isLastStep(batches.batches());
    boolean sample = last || every(config.gradientEverySteps(), progress.step() + 1);
    if (sample) {
      network.gradients().arm();
    }
    long started = System.nanoTime();
    BatchResult result = network.train(batch.images(), batch.labels());
    long trained = System.nanoTime() - started;
    progress = progress.afterStep(result);
    long waited = speed.step(batch.size(), batches.waitNanos());
    stepListener.step(trained + waited, waited);
    if (sample) {
      events.accept(new GradientsSampled(gradientFlow(epoch, last)));
    }
    boolean finite = Double.isFinite(result.loss());
    if (every(config.metricsEverySteps(), progress.step()) || (policy.nanGuard() && !finite)) {
      events.accept(stepMetrics(epoch, batches.batches(), speed));
      progress = progress.afterMetrics();
    }
    if (policy.nanGuard() && !finite) {
      throw new LossNotFinite(result.loss(), epoch, progress.step());
    }
  }

  private GradientFlow gradientFlow(int epoch, boolean epochEnd) {
    return new GradientFlow(
        epoch,
        progress.step(),
        epochEnd,
        network.gradients().sampled(),
        epochEnd ? Activations.read(network.layer()) : List.of());
  }

  private boolean isLastStep(int batches) {
    return progress.stepInEpoch() + 1 == batches || progress.step() + 1 == config.maxSteps();
  }

  private static boolean every(int steps, long step) {
    return steps > 0 && step % steps == 0;
  }

  /** Of every step in an epoch: no schedule goes by steps. */
  private double learningRate(int epoch) {
    return schedule.valueAt(0, epoch);
  }

  private StepMetrics stepMetrics(int epoch, int stepsPerEpoch, EpochSpeed speed) {
    var window = speed.endWindow();
    return new StepMetrics(
        epoch,
        progress.step(),
        progress.stepInEpoch(),
        stepsPerEpoch,
        progress.windowMean().loss(),
        progress.windowMean().accuracy(),
        learningRate(epoch),
        window.stepMillis(),
        window.imagesPerSecond(),
        window.waitShare());
  }

  /**
   * The test split once, with the weights of the best-validation epoch.
   *
   * @return STOPPED where it was told to stop before its end
   */
  public Outcome evaluateTest() throws IOException, InterruptedException {
    int best = progress.bestEpoch();
    if (progress.epoch() == 0) {
      throw new IllegalStateException("no epoch is finished: there is nothing to evaluate yet");
    }
    checkpoints.load(CheckpointSaved.epochName(best));
    try (var test = TrainingData.loadTest(data.location())) {
      var mean = Evaluation.of(network, test, TrainingData.all(test), ring, stopRequested);
      mean.ifPresent(m -> events.accept(new TestEvaluated(best, m.loss(), m.accuracy())));
      return mean.isPresent() ? Outcome.COMPLETED : Outcome.STOPPED;
    }
  }

  @Override
  public void close() {
    data.close();
  }
}
