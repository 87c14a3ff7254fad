package gradlab.metrics.run;

import gradlab.domain.Provenance;
import gradlab.domain.TrainingConfig;
import gradlab.store.RunView;

/**
 * How many steps and images a run has trained, those trained again after a rewind counted again.
 * Begins with what the run had come to when it is first watched. Of one thread at a time.
 */
final class TrainedSteps {
  private long step;
  private long steps;
  private long images;
  private int trainImages;
  private int batchSize = 1;

  TrainedSteps(long step) {
    this.step = step;
    this.steps = step;
  }

  /** The number of images is known when the first attempt has begun. */
  void configure(RunView view) {
    batchSize = Math.max(1, view.config().training().batchSize());
    int known = view.provenance().map(Provenance::trainImages).orElse(0);
    if (known > 0 && trainImages == 0) {
      trainImages = known;
      images = imagesAt(step);
    }
  }

  void reach(long newStep) {
    if (newStep > step) {
      steps += newStep - step;
      images += imagesAt(newStep) - imagesAt(step);
      step = newStep;
    }
  }

  void rewind(long toStep) {
    step = Math.min(step, toStep);
  }

  /** The last batch of an epoch may be smaller. */
  private long imagesAt(long at) {
    long perEpoch = stepsPerEpoch();
    return perEpoch == 0
        ? 0
        : at / perEpoch * trainImages + Math.min(at % perEpoch * batchSize, trainImages);
  }

  long stepsPerEpoch() {
    return (trainImages + batchSize - 1L) / batchSize;
  }

  /** 0 where it is not known yet. */
  long planned(TrainingConfig config) {
    long all = config.epochs() * stepsPerEpoch();
    return config.maxSteps() > 0 && all > 0 ? Math.min(all, config.maxSteps()) : all;
  }

  long steps() {
    return steps;
  }

  long images() {
    return images;
  }
}
