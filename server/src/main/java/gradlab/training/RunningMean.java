package gradlab.training;

/** A mean of per-batch values, as the course counts: every batch weighs the same. */
record RunningMean(double lossSum, double accuracySum, int batches) {
  static final RunningMean EMPTY = new RunningMean(0, 0, 0);

  RunningMean plus(BatchResult batch) {
    return new RunningMean(lossSum + batch.loss(), accuracySum + batch.accuracy(), batches + 1);
  }

  /** Not a number where there was no batch. */
  double loss() {
    return lossSum / batches;
  }

  /** 0..1; not a number where there was no batch. */
  double accuracy() {
    return accuracySum / batches;
  }
}
